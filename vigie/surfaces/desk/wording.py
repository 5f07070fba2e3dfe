"""What the desk's pages say of what was done."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vigie.incidents import selectors, services

DEEDS = {
    "declaration.received": _("Declaration received"),
    "subscription.made": _("Webhook subscribed"),
    "subscription.approved": _("Webhook approved"),
    "subscription.suspended": _("Webhook suspended: nothing got through for days"),
    "subscription.resumed": _("Webhook resumed"),
    "subscription.ended": _("Webhook taken off"),
    "subscription.secret_renewed": _("Secret of a webhook renewed"),
    "subscription.tested": _("Webhook tried"),
    "subscription.sent_again": _("Webhook sent again"),
    "account.signed_out": _("Signed out"),
    "account.session_ended": _("Session ended from afar"),
    "account.password_set": _("Password chosen"),
    "account.password_changed": _("Password changed"),
    "account.recovery_codes_made": _("Recovery codes made"),
    "account.elevated": _("Elevated mode entered"),
    "account.lowered": _("Elevated mode left"),
    "structure.operator_status_set": _("Operator status changed"),
    "token.made": _("Token made"),
    "token.approved": _("Token approved"),
    "token.revoked": _("Token revoked"),
    "token.incident_read": _("Case read by a program"),
    "token.support_read": _("Support read by a program"),
    "token.indicators_read": _("Indicators read by a program"),
    "receipt.code_shown": _("Receipt code shown, to be read out"),
    "declaration.imported": _("Declaration recorded from a history"),
    "declaration.completed": _("Further report received"),
    "declaration.opened": _("Sealed content opened"),
    "attachment.received": _("File received"),
    "attachment.examined": _("File examined"),
    "attachment.downloaded": _("File downloaded"),
    "attachment.set_apart": _("File set apart"),
    "attachment.released": _("File released"),
    "declaration.files_opened": _("Names of files opened"),
    "receipt.replacement_asked": _("New receipt code asked for"),
    "receipt.replacement_approved": _("New receipt code approved"),
    "receipt.replacement_refused": _("New receipt code refused"),
    "receipt.replacement_taken_back": _("New receipt code no longer asked for"),
    "receipt.code_replaced": _("Receipt code replaced"),
    "clock.reminded": _("Reminder sent"),
    "report.requested": _("Intermediate report asked for"),
    "report.request_cancelled": _("Intermediate report no longer asked for"),
    "clock.started": _("Deadline running"),
    "clock.recomputed": _("Deadline computed anew"),
    "clock.met": _("What a deadline asked for was done"),
    "clock.late": _("Deadline passed"),
    "clock.withdrawn": _("Deadline no longer owed"),
    "declaration.taken": _("Declaration taken into the case"),
    "message.received": _("Message received from the declarant"),
    "message.sent": _("Message sent to the declarant"),
    "message.opened": _("Messages opened"),
    "message.seen": _("Messages shown to the declarant"),
    "duty.paged": _("Duty called"),
    "duty.escalated": _("Called further: nobody had answered"),
    "duty.acknowledged": _("Duty answered"),
    "duty.unanswered": _("Everybody called in vain"),
    "duty.shift_added": _("Shift added"),
    "duty.shift_removed": _("Shift removed"),
    "duty.shift_ended": _("Shift ended early"),
    "duty.addresses_changed": _("Addresses for calls changed"),
    "duty.drill_started": _("Drill launched"),
    "duty.drill_called_off": _("Drill called off"),
    "duty.handed_over": _("Hand-over note left"),
    "duty.note_opened": _("Hand-over note opened"),
    "duty.taken_over": _("Duty taken over"),
    "declaration.moved": _("Declaration moved to this case"),
    "filter.kept": _("Filter kept"),
    "filter.forgotten": _("Filter forgotten"),
    "incident.opened": _("Case opened"),
    "incident.lead_assigned": _("Lead changed"),
    "incident.qualified": _("Qualification saved"),
    "incident.closed": _("Case closed"),
    "incident.reopened": _("Case reopened"),
    "playbook.applied": _("Playbook applied"),
    "tag.added": _("Tags added"),
    "tag.removed": _("Tag taken off"),
    "task.added": _("Task added"),
    "task.changed": _("Task changed"),
    "task.assigned": _("Task given to somebody"),
    "task.started": _("Task begun"),
    "task.done": _("Task done"),
    "task.dropped": _("Task dropped"),
    "task.reopened": _("Task taken up again"),
    "task.joined": _("Tasks that both merged cases had brought together"),
    "task.moved": _("Tasks put in another order"),
    "task.opened": _("Words of tasks opened"),
    "support.asked": _("Support asked for"),
    "support.offered": _("Support offered"),
    "support.replied": _("Offer of support answered"),
    "support.answered": _("First answer to a request for support"),
    "support.accepted": _("Support accepted"),
    "support.under_way": _("Support begun"),
    "support.ended": _("Support ended"),
    "support.declined": _("Support declined"),
    "support.assigned": _("Support taken care of"),
    "support.time_spent": _("Time spent on support recorded"),
    "support.time_voided": _("Time spent on support taken back"),
    "incident.merged": _("Cases merged"),
    "incident.followed": _("What was hung on a merged case meanwhile was brought here"),
    "incident.merge_undone": _("Merging undone"),
    "incident.split": _("Declarations split out of the case"),
    "incident.split_undone": _("Splitting undone"),
    "incident.linked": _("Cases linked"),
    "incident.unlinked": _("Link between cases removed"),
    "incident.suggestion_dismissed": _("Suggestion dismissed"),
    "incident.suggestion_brought_back": _("Suggestion brought back"),
    "notice.sent": _("Authority told"),
    "notice.set_aside": _("Notice set aside"),
    "notice.received": _("Notice read by the authority"),
    "notice.acknowledged": _("Notice acknowledged"),
    "notice.withdrawn": _("Notice withdrawn"),
    "note.added": _("Note written"),
    "note.opened": _("Notes opened"),
    "timeline.added": _("Event noted"),
    "timeline.exported": _("Timeline taken away"),
    "indicator.added": _("Indicators kept"),
    "indicator.marked": _("Indicators marked anew"),
    "indicator.joined": _("Indicators that both merged cases had marked as the strictest says"),
    "indicator.removed": _("Indicators removed"),
    "indicator.opened": _("Words on indicators opened"),
    "indicator.exported": _("Indicators taken away"),
}
ACTORS = {
    "declarant": _("The declarant"),
    "system": _("Vigie"),
    "import": _("Vigie"),
}


def deed_name(action: str) -> str:
    """Return the words for an action of the journal; the action itself when it has none."""
    return str(DEEDS.get(action, action))


def actor_name(actor: str) -> str:
    """Return the words for somebody who acted without being of the desk."""
    return str(ACTORS.get(actor, actor))


def refusal_words(refusal: services.Refusal) -> str:
    """Return why nothing was done with a row."""
    if isinstance(refusal, services.AlreadyTaken):
        return gettext("%(person)s has taken it already, into %(case)s.") % {
            "person": refusal.link.taken_by or gettext("Vigie"),
            "case": refusal.link.incident.reference,
        }
    if isinstance(refusal, services.NotQualified):
        return gettext("It is not qualified yet: a case is closed only once it is.")
    if isinstance(refusal, services.CaseMerged):
        survivor = selectors.survivor(refusal.incident)
        return gettext("It was merged into %(case)s: that one stands for it.") % {
            "case": survivor.reference
        }
    if isinstance(refusal, services.CaseClosed):
        return gettext("It was closed already.")
    if isinstance(refusal, services.CannotLead):
        return gettext("This person handles no cases.")
    return gettext("Its state does not allow it.")
