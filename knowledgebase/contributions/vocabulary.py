# SPDX-License-Identifier: EUPL-1.2
"""The words that cases, lessons and the register share: fixed sets, each with its label."""

import enum
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _


class Labelled(enum.Enum):
    """A fixed set whose members are a stored value and a label for people."""

    def __new__(cls, value: str, label: str = "") -> "Labelled":
        """Keep the label beside the value."""
        member = object.__new__(cls)
        member._value_ = value
        return member

    def __init__(self, value: str, label: str = "") -> None:
        self.text = label

    @property
    def label(self) -> str:
        """The label in the language of the page."""
        return str(self.text)


def words_of(vocabularies: Mapping[str, type[Labelled]]) -> dict[str, dict[str, Any]]:
    """Give for each field how its codes are read."""
    return {
        name: {member.value: member.text for member in vocabulary}
        for name, vocabulary in vocabularies.items()
    }


class LegalForm(Labelled):
    """Legal forms of cooperation."""

    OL = "OL", _("Public body")
    BVO = "BVO", _("Joint back-office body")
    GO = "GO", _("Joint organ")
    CG = "CG", _("Host municipality arrangement")
    RZM = "RZM", _("Plain arrangement")
    DVO = "DVO", _("Service agreement")
    CON = "CON", _("Covenant")
    INT = "INT", _("Letter of intent")
    PRI = "PRI", _("Private law")
    INK = "INK", _("Joint procurement")
    NET = "NET", _("Informal network")
    AF = "AF", _("Merger of civil services")


class Domain(Labelled):
    """ICT domains."""

    WORKPLACE = "workplace", _("Workplace and infrastructure")
    DATACENTRE = "datacentre", _("Data centre and cloud")
    NETWORK = "network", _("Network and telephony")
    SERVICE_DESK = "service_desk", _("Service desk")
    APPLICATIONS = "applications", _("Application management")
    CASE_MANAGEMENT = "case_management", _("Case management")
    BASE_REGISTERS = "base_registers", _("Data and base registers")
    SECURITY = "security", _("Information security")
    PRIVACY = "privacy", _("Privacy")
    PROCUREMENT = "procurement", _("Procurement and contracts")
    ARCHITECTURE = "architecture", _("Architecture")
    DIGITAL_SERVICES = "digital_services", _("Digital services")
    RECORDS = "records", _("Records and archive")
    DATA_AI = "data_ai", _("Data and AI")
    PROJECTS = "projects", _("Projects and portfolio")


class Phase(Labelled):
    """Phases of a cooperation, in order."""

    EXPLORATION = "exploration", _("Exploration")
    INTENT = "intent", _("Intent")
    FEASIBILITY = "feasibility", _("Feasibility and business case")
    DECISION = "decision", _("Decision")
    TRANSITION = "transition", _("Transition")
    OPERATION = "operation", _("Operation")
    EVALUATION = "evaluation", _("Evaluation")
    EXTENSION = "extension", _("Extension")
    EXIT = "exit", _("Exit")
    ENDED = "ended", _("Ended")


class Motive(Labelled):
    """Motives to cooperate."""

    QUALITY = "quality", _("Quality")
    COST = "cost", _("Cost")
    VULNERABILITY = "vulnerability", _("Vulnerability")
    OPPORTUNITY = "opportunity", _("Opportunity")


class Outcome(Labelled):
    """How a cooperation turned out."""

    RUNNING = "running", _("Running")
    SUCCESSFUL = "successful", _("Successful")
    PARTLY = "partly", _("Partly successful")
    DISAPPOINTING = "disappointing", _("Disappointing")
    STOPPED = "stopped", _("Stopped")
    NEVER_STARTED = "never_started", _("Never started")


class Audience(Labelled):
    """For whom a recommendation is meant."""

    ADMINISTRATOR = "administrator", _("Municipal executives")
    SECRETARY = "secretary", _("Municipal secretaries")
    CIO = "cio", _("CIOs")
    PROJECT_LEADER = "project_leader", _("Project leaders")
    BUYER = "buyer", _("Buyers")
    WORKS_COUNCIL = "works_council", _("Works councils")
    COUNCIL = "council", _("Councils")


VISIBILITY_LABELS = {
    "public": _("Everyone"),
    "members": _("Members"),
    "organisations": _("Named organisations"),
    "own": _("My own organisation"),
}
STATUS_LABELS = {
    "draft": _("Draft"),
    "published": _("Published"),
    "covered": _("Hidden with its question"),
    "hidden": _("Hidden by a moderator"),
    "merged": _("Merged into another"),
    "deleted": _("In the bin"),
    "purged": _("Removed for good"),
}


def choices(kind: type[Labelled]) -> list[tuple[str, str]]:
    """Give the set as choices of a form field."""
    return [(member.value, member.label) for member in kind]
