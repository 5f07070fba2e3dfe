"""Where a deadline stands, in words: due, in time, late by how much."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vigie.declarations.enums import AskedBy, Withdrawn
from vigie.declarations.selectors.deadlines import Deadline
from vigie.taxonomy import regimes, terms
from vigie.taxonomy.codes import DatePrecision

# Writes a moment, with its zone; given False, its day alone.
Moment = Callable[[datetime], str]

SINCE_WHEN_IS_NO_MATTER = datetime(2001, 1, 1, tzinfo=UTC)
BECAUSE = {
    Withdrawn.FACTS_CHANGED: gettext_lazy("What has been answered since does not ask for it."),
    Withdrawn.NOW_OWED: gettext_lazy("It was to be checked; now it is owed, and stands apart."),
    Withdrawn.NOW_TO_CHECK: gettext_lazy(
        "It was owed; as things are known now, it is to be checked."
    ),
    Withdrawn.START_CORRECTED: gettext_lazy("The moment it is counted from was corrected."),
    Withdrawn.REQUEST_CANCELLED: gettext_lazy("The CSIRT does not ask for it any more."),
}
ASKED_BY = {
    AskedBy.ANSWERS_ALONE: gettext_lazy(
        "The CSIRT reads the incident otherwise, and would not ask for it. It stands because of "
        "the answers given, until a complement corrects them."
    ),
    AskedBy.CSIRT_ALONE: gettext_lazy(
        "It comes from how the CSIRT reads the incident, not from the answers given."
    ),
    AskedBy.REQUEST: gettext_lazy("The CSIRT asks for this report."),
}


def when(deadline: Deadline, moment: Moment) -> str:
    """Return by when it is due."""
    if deadline.clock.waits_for and not deadline.met:
        return _after(deadline)
    if deadline.due_at is None:
        return _("Without delay")
    time = {"time": moment(deadline.due_at)}
    if deadline.met or deadline.withdrawn or deadline.late():
        return _("Was due by %(time)s") % time
    return _("By %(time)s") % time


def standing(deadline: Deadline, moment: Moment, day: Moment) -> str:
    """Return what became of it, or how much of its time is left; empty where nothing is known."""
    if deadline.clock.withdrawn_at is not None:
        time = {"time": moment(deadline.clock.withdrawn_at)}
        return _("No longer owed since %(time)s") % time
    if deadline.done is not None:
        return _done(deadline, deadline.done, moment, day)
    margin = deadline.margin()
    if margin is None:
        return ""
    left = {"span": span(abs(margin))}
    if margin >= timedelta(0):
        return _("%(span)s left") % left
    if deadline.status == regimes.OWED:
        return _("Late by %(span)s") % left
    return _("Its time passed %(span)s ago") % left


def because(deadline: Deadline) -> str:
    """Return why it is no longer owed, or whose reading it rests on; empty where it is plain."""
    if deadline.withdrawn:
        return str(BECAUSE.get(Withdrawn(deadline.clock.withdrawn_because), ""))
    return str(ASKED_BY.get(AskedBy(deadline.clock.asked_by), "")) if not deadline.met else ""


def span(length: timedelta) -> str:
    """Return a length of time in its two largest units."""
    if length < timedelta(minutes=1):
        return _("less than a minute")
    return timesince(SINCE_WHEN_IS_NO_MATTER, SINCE_WHEN_IS_NO_MATTER + length)


def _done(deadline: Deadline, done: regimes.Start, moment: Moment, day: Moment) -> str:
    if done.precision == DatePrecision.UNKNOWN:
        return _("Done, at the latest on %(day)s") % {"day": day(done.moment)}
    if done.precision == DatePrecision.DAY:
        told = {"day": day(done.moment)}
        if deadline.due_at is None:
            return _("Done on %(day)s") % told
        return (
            _("Done on %(day)s, after its time")
            if deadline.met_late
            else _("Done on %(day)s, in time")
        ) % told
    margin, words = deadline.margin(), {"time": moment(done.moment)}
    if margin is None:
        return _("Done: %(time)s") % words
    words["span"] = span(abs(margin))
    if margin >= timedelta(0):
        return _("Done %(span)s before its time: %(time)s") % words
    return _("Done %(span)s after its time: %(time)s") % words


def _after(deadline: Deadline) -> str:
    """Return by when, of what starts once another report is sent."""
    stage = deadline.regime.stage(deadline.stage)
    words = {"stage": terms.label("report_stage", deadline.clock.waits_for)}
    if stage is None or not (stage.delay.hours or stage.delay.months):
        return _("Without delay, once this is sent: %(stage)s") % words
    if stage.delay.months:
        words["delay"] = ngettext("%(count)d month", "%(count)d months", stage.delay.months) % {
            "count": stage.delay.months
        }
    else:
        words["delay"] = ngettext("%(count)d hour", "%(count)d hours", stage.delay.hours) % {
            "count": stage.delay.hours
        }
    return _("Within %(delay)s, once this is sent: %(stage)s") % words
