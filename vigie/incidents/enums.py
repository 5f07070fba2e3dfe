"""Codes of this floor, and their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Where a task stands."""

    TO_DO = "to_do", _("To do")
    DOING = "doing", _("In progress")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


UNSETTLED = (TaskState.TO_DO, TaskState.DOING)


class Channel(models.TextChoices):
    """By what the duty is told."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    VOICE = "voice", _("Phone call")
    TEAM_EMAIL = "team_email", _("The team’s mailbox")
    WEBHOOK = "webhook", _("Signed webhook")


class Purpose(models.TextChoices):
    """What a message of the duty is for."""

    PAGE = "page", _("Calls")
    STAND_DOWN = "stand_down", _("Says who answered")


class Attempted(models.TextChoices):
    """What became of a message of the duty."""

    WAITING = "waiting", _("About to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused by the relay or gateway")
    FAILED = "failed", _("The relay or gateway failed")
    UNREACHABLE = "unreachable", _("The relay or gateway cannot be reached")
    TOO_SLOW = "too_slow", _("No answer in time: it may have been sent")
    # The worker died twice while it sent: once more could be once too many.
    UNCERTAIN = "uncertain", _("It may have been sent")
    NO_ADDRESS = "no_address", _("The address was removed meanwhile")
    NOT_NEEDED = "not_needed", _("Not sent: answered before")
    HELD_BACK = "held_back", _("Not sent: this instance tells nobody")


class Answered(models.TextChoices):
    """How a page was acknowledged."""

    AT_THE_DESK = "desk", _("Acknowledged at the desk")
    BY_TAKING = "taken", _("Taken into a case")


class CaseOperationKind(models.TextChoices):
    """How cases were brought together or set apart."""

    MERGED = "merged"
    SPLIT = "split"
