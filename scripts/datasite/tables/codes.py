"""The codes of codelists that the program compares with.

A code that only passes through from a cell to a page is not listed. A test holds that each code
here is in its codelist, so that a code renamed in datasets/ cannot be missed without a word.
"""

from collections.abc import Mapping
from enum import StrEnum


class AmountKind(StrEnum):
    """Kinds of amount (datasets/budget_kinds)."""

    TOTAL = "total"
    ELIGIBLE_COST = "eligible_cost"
    EU_GRANT = "eu_grant"
    DONOR_GRANT = "donor_grant"
    GRANT = "grant"
    NATIONAL_COFINANCING = "national_cofinancing"
    OWN_CONTRIBUTION = "own_contribution"
    CONTRACT = "contract"


class AmountStage(StrEnum):
    """When in the life of a project an amount was stated (datasets/budget_stages)."""

    UNSPECIFIED = "unspecified"
    CONTRACTED = "contracted"


class AmountQualifier(StrEnum):
    """How exact an amount is (datasets/amount_qualifiers)."""

    EXACT = "exact"
    UNCLEAR = "unclear"


class PartnerRole(StrEnum):
    """Roles of an organisation in a project (datasets/partner_roles)."""

    LEAD = "lead"
    PARTNER = "partner"
    DONOR_PARTNER = "donor_partner"
    IMPLEMENTER = "implementer"
    OPERATOR = "operator"
    FUNDER = "funder"
    SUPPORTER = "supporter"
    RECIPIENT = "recipient"


class PlaceRelation(StrEnum):
    """Relations of a project or a cooperation to a place (datasets/place_relations)."""

    IMPLEMENTED_IN = "implemented_in"
    TARGET = "target"
    COORDINATED_WITH = "coordinated_with"
    PARTY = "party"


class CooperationKind(StrEnum):
    """Kinds of cooperation (datasets/cooperation_kinds)."""

    JOINT_PROJECT = "joint_project"
    MEETING = "meeting"


class Funder(StrEnum):
    """Whose money a programme gives (datasets/funders)."""

    EU = "eu"
    EEA_NORWAY = "eea_norway"
    NORWAY = "norway"
    SWITZERLAND = "switzerland"
    POLAND = "poland"
    UNITED_NATIONS = "united_nations"
    SEVERAL = "several"
    NOT_STATED = "not_stated"


class ProjectStatus(StrEnum):
    """Statuses of projects (datasets/project_statuses)."""

    UNKNOWN = "unknown"


class IdentifierScheme(StrEnum):
    """Whose number it is (datasets/identifier_schemes)."""

    CALL = "call"


class SourceKind(StrEnum):
    """Kinds of source (datasets/source_kinds)."""

    PRESS = "press"


class SourceStatus(StrEnum):
    """Results of a visit to the address of a source (datasets/source_statuses)."""

    AS_READ = "as_read"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REACHABLE = "reachable"
    UNREACHABLE = "unreachable"
    DISALLOWED = "disallowed"


class ValueStatus(StrEnum):
    """Results of looking for a value on the page of its source (datasets/value_statuses)."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"


class StatementBasis(StrEnum):
    """Whether a source states a value or we deduced it (datasets/statement_bases)."""

    PRINTED = "printed"
    STATED = "stated"  # in words that nobody noted
    DEDUCED = "deduced"


class OrganisationType(StrEnum):
    """Types of organisation (datasets/organisation_types)."""

    BORDER_GUARD = "border_guard"
    CENTRAL_OFFICE = "central_office"
    COURT_OR_PROSECUTION = "court_or_prosecution"
    CUSTOMS = "customs"
    DIPLOMATIC_MISSION = "diplomatic_mission"
    EU_BODY = "eu_body"
    FOREIGN_AUTHORITY = "foreign_authority"
    LOCAL_GOVERNMENT = "local_government"
    MEDIA = "media"
    MINISTRY = "ministry"
    NGO = "ngo"
    POLICE = "police"
    PROGRAMME_AUTHORITY = "programme_authority"
    PUBLIC_BODY = "public_body"
    REGIONAL_GOVERNMENT = "regional_government"
    RESEARCH_BODY = "research_body"
    SCHOOL = "school"
    UNIFORMED_SERVICE = "uniformed_service"
    UNIT = "unit"
    UNIVERSITY = "university"
    VOIVODE = "voivode"
    VOIVODESHIP_OFFICE = "voivodeship_office"


class NameKind(StrEnum):
    """Kinds of other names of an organisation (datasets/name_kinds)."""

    ABBREVIATION = "abbreviation"
    FORMER = "former"
    VARIANT = "variant"


class FactKind(StrEnum):
    """Kinds of facts about an organisation (datasets/organisation_fact_kinds), in the order of its
    page.
    """

    NATURE = "nature"
    FOUNDED = "founded"
    RENAMED = "renamed"
    SEAT = "seat"
    MEMBER_STATES = "member_states"
    OBSERVERS = "observers"
    POLAND_MEMBER_SINCE = "poland_member_since"
    IN_POLAND_SINCE = "in_poland_since"
    LEGAL_BASIS = "legal_basis"
    MISSION = "mission"
    TASK = "task"
    ACTIVITY = "activity"
    WORKS_WITH = "works_with"
    EXTERNAL_FUNDS = "external_funds"
    OFFICE = "office"


class ProgrammeMeasure(StrEnum):
    """What is counted in a programme (datasets/programme_measures), in the order of its page."""

    PROJECTS = "projects"
    APPLICATIONS = "applications"
    ENVELOPE = "envelope"
    FUND_PART = "fund_part"
    NATIONAL_PART = "national_part"
    CALL_BUDGET = "call_budget"
    AWARDED = "awarded"
    VALUE = "value"


class NameOrigin(StrEnum):
    """Whether a source prints a name or title or it is ours (datasets/name_origins)."""

    OFFICIAL = "official"
    EDITORIAL = "editorial"


class PlaceKind(StrEnum):
    """Kinds of place: the values that datasets/territories/dataset.yaml allows in `kind`."""

    COUNTRY = "country"
    VOIVODESHIP = "voivodeship"
    UNION = "union"


POLAND = "PL"  # the code of the whole country in datasets/territories

CODELISTS: Mapping[str, type[StrEnum]] = {
    "amount_qualifiers": AmountQualifier,
    "budget_kinds": AmountKind,
    "budget_stages": AmountStage,
    "cooperation_kinds": CooperationKind,
    "funders": Funder,
    "identifier_schemes": IdentifierScheme,
    "name_kinds": NameKind,
    "name_origins": NameOrigin,
    "organisation_fact_kinds": FactKind,
    "organisation_types": OrganisationType,
    "partner_roles": PartnerRole,
    "place_relations": PlaceRelation,
    "programme_measures": ProgrammeMeasure,
    "project_statuses": ProjectStatus,
    "source_kinds": SourceKind,
    "source_statuses": SourceStatus,
    "statement_bases": StatementBasis,
    "value_statuses": ValueStatus,
}
