# SPDX-License-Identifier: EUPL-1.2
"""The fixed sets that only cases use."""

from flask_babel import lazy_gettext as _

from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.policy import PartReaders


class CaseSort(Labelled):
    """What a case is about."""

    COOPERATION = "cooperation", _("Cooperation")
    PROJECT = "project", _("Project")
    PROCUREMENT = "procurement", _("Joint procurement")
    EXIT = "exit", _("Exit of a participant")
    ENDING = "ending", _("Ending")
    NEVER_STARTED = "never_started", _("Never started")


class PartnerRole(Labelled):
    """What an organisation does in a cooperation."""

    INITIATOR = "initiator", _("Initiator")
    HOST = "host", _("Host")
    PARTICIPANT = "participant", _("Participant")
    CUSTOMER = "customer", _("Customer by service agreement")
    LEFT = "left", _("Left")


class Consent(Labelled):
    """What a partner says of it that a case tells about the cooperation."""

    ASKED = "asked", _("Asked, no answer yet")
    AGREED = "agreed", _("Agrees")
    OBJECTS = "objects", _("Objects")


class OrganisationalForm(Labelled):
    """How the work is organised, whatever the legal form."""

    SHARED_SERVICE_CENTRE = "shared_service_centre", _("Shared service centre")
    HOST_MUNICIPALITY = "host_municipality", _("Host municipality")
    MERGED_SERVICE = "merged_service", _("Merged service")
    COMMISSIONING_BODY = "commissioning_body", _("Commissioning body")
    PURCHASING_GROUP = "purchasing_group", _("Purchasing group")


class Driver(Labelled):
    """What moved the partners."""

    IMPROVE = "improve", _("To get better")
    AVOID = "avoid", _("To avoid problems")
    IMPOSED = "imposed", _("It was imposed")


class CostItem(Labelled):
    """The fixed rows of the cost table, the hidden costs among them, and OWN for a row with a label of its own."""

    PROJECT = "project_organisation", _("Project organisation and advice")
    FRICTION = "friction", _("Friction cost of staff")
    DISINTEGRATION = "disintegration", _("Disintegration and early write-off")
    MIGRATION = "migration", _("Migration and data conversion")
    HARMONISING = "harmonisation", _("Harmonising applications and processes")
    LICENCES = "licences", _("Licences")
    HOUSING = "housing", _("Housing")
    OVERHEAD = "overhead", _("Overhead left behind")
    COMMISSIONING = "commissioning", _("Commissioning role at the participants")
    DOUBLE = "double_running", _("Temporary double cost")
    VAT = "vat", _("VAT")
    GOVERNANCE = "governance", _("Governance")
    EXIT = "exit", _("Exit")
    OWN = "own", _("Another row")


FIXED_ITEMS = tuple(item for item in CostItem if item is not CostItem.OWN)


class FailurePattern(Labelled):
    """What a cooperation stumbled over."""

    NO_SHARED_AMBITION = "no_shared_ambition", _("No shared ambition")
    WRONG_MOTIVE = "wrong_motive", _("Wrong motive")
    TIGHT_BUSINESS_CASE = "business_case_tight", _("Business case too tight")
    NO_BASELINE = "no_baseline", _("No baseline")
    HARMONISATION = "harmonisation_failed", _("Harmonisation failed")
    STAFF_SUPPORT = "little_staff_support", _("Too little support among staff")
    US_AND_THEM = "us_and_them", _("Us and them")
    COUNCIL = "council_at_distance", _("Council at a distance")
    TRUST = "loss_of_trust", _("Loss of trust")
    STRATEGY = "strategy_changed", _("A participant's strategy changed")
    EXIT = "exit", _("Exit of a participant")
    MUNICIPAL_MERGER = "municipal_merger", _("Municipal merger")
    SUPPLIER = "supplier", _("Supplier")
    LAW = "law_changed", _("The law changed")
    KEY_PERSON = "key_person_left", _("A key person left")


class Group(Labelled):
    """The parts of a case that may be for fewer readers than the whole.

    What cases are filed under, such as form, phase and outcome, is for whoever may read the case.
    """

    MOTIVE = "motive", _("Motive")
    COSTS = "costs", _("Costs and benefits")
    STORY = "story", _("The story")
    LEARNT = "learnt", _("Why it stopped, what it stumbled over, evidence")


PART_READERS_LABELS = {
    PartReaders.MEMBERS: _("Only for members"),
    PartReaders.PARTNERS: _("Only for the partners"),
}
