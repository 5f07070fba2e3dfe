"""Every service that changes rows says so in the journal, or stands here with its reason."""

from tests.codebase.services import public, records, writes

A_STEP = "a step of a service that records the whole"
TOLD = "says that something came, which is in the journal as it came"
FOLLOWS = "brings in step what is derived from what is in the journal"
SENT = "keeps its own table of what was sent, to whom, when"
FILES = "a file that has not arrived whole: nothing was received yet"
PUBLISHED = "a published file, read by an operator: each row keeps its source and its time"

UNRECORDED = {
    "accounts.factors.drop_application": "another takes its place at once, and is recorded",
    "accounts.tokens.check_token": "when a token served last; what it read is recorded",
    "declarations.announcing.announce": SENT,
    "declarations.announcing.announce_what_waited": SENT,
    "declarations.clocks.start_clocks": A_STEP,
    "declarations.forgetting.forget_unfinished": FILES,
    "declarations.forgetting.prune_unfinished": FILES,
    "declarations.refresh.take_csirt_reading": A_STEP,
    "declarations.reminding.plan_reminders": "recorded once each is sent",
    "declarations.reports.write_document": A_STEP,
    "declarations.reports.write_report": A_STEP,
    "declarations.resealing.forget_part": A_STEP,
    "declarations.resealing.reseal": A_STEP,
    "declarations.resealing.reseal_small": A_STEP,
    "declarations.sealed_files.add_part": FILES,
    "declarations.sealed_files.begin_file": FILES,
    "declarations.sealed_files.remove_content": A_STEP,
    "declarations.sealed_files.store": A_STEP,
    "declarations.sharing.show_shared": A_STEP,
    "declarations.sharing.show_withdrawn": A_STEP,
    "declarations.state.mark_taken": A_STEP,
    "declarations.state.set_public_state": A_STEP,
    "declarations.support.show_support": A_STEP,
    "directory.closing.close_absent": PUBLISHED,
    "directory.importing.import_structures": PUBLISHED,
    "directory.merging.write": PUBLISHED,
    "incidents.additions.note_file": TOLD,
    "incidents.additions.note_report": TOLD,
    "incidents.additions.tell_of_additions": SENT,
    "incidents.additions.tell_what_waited": SENT,
    "incidents.duty.sending.send": SENT,
    "incidents.indexing.index_what_is_missing": FOLLOWS,
    "incidents.indexing.indexed_at_the_end": FOLLOWS,
    "incidents.indexing.reindex": FOLLOWS,
    "incidents.indexing.reindex_declaration": FOLLOWS,
    "incidents.legal_reading.tell_clocks": A_STEP,
    "incidents.operations.begin_undoing": A_STEP,
    "incidents.operations.bring_in_step": A_STEP,
    "incidents.public_state.tell_declarants": A_STEP,
    "incidents.standing.refresh_standing": FOLLOWS,
    "incidents.standing.refresh_standing_of": FOLLOWS,
    "incidents.standing.refresh_standings": FOLLOWS,
    "incidents.triage.settle": A_STEP,
    "subscriptions.following.follow": "what is told is in the journal: that is where it comes from",
    "subscriptions.sending.prune": SENT,
}


def test_every_service_that_changes_something_says_so_in_the_journal() -> None:
    silent = {str(each) for each in public() if writes(each) and not records(each)}
    assert silent == UNRECORDED.keys()


def test_the_walk_sees_what_is_written_and_recorded_further_down() -> None:
    seen = {str(each): each for each in public()}
    receive = seen["declarations.reception.receive"]
    assert writes(receive)
    assert records(receive)
    assert not writes(seen["declarations.repeating.says_the_same"])
