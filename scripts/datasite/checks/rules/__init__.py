"""The rules that datasets opt into in dataset.yaml, in one flat list.

Each rule's docstring is the sentence that a contributor reads.
"""

from datasite.checks.rules import money, records

RULES: dict[str, records.Rule] = {
    rule.__name__: rule
    for rule in (
        records.both_languages,
        records.period_in_order,
        records.at_most_one_lead,
        records.has_a_partner,
        records.has_a_participant,
        records.id_not_a_project,
        records.reference_number_is_listed,
        records.number_of_one_project,
        records.no_cycles,
        records.is_used,
        records.register_number,
        records.address_once,
        records.statement_fits_its_record,
        records.withdrawn_is_gone,
        records.check_agrees_with_its_source,
        records.correction_fits_its_record,
        records.corrections_lead_to_the_present,
        records.one_preferred_statement,
        records.reason_given,
        money.amount_as_printed,
        money.qualifier_as_printed,
        money.currency_as_printed,
        money.amount_or_share,
        money.share_names_its_whole,
        money.one_preferred_amount,
        money.parts_within_the_whole,
        money.payer_matches_the_fund,
        money.joint_sum_agrees,
        money.party_takes_part,
        money.total_is_not_a_grant,
    )
}


COLUMNS = {**records.COLUMNS, **money.COLUMNS}


def rule_sentence(rule: records.Rule) -> str:
    """The sentence that a contributor reads."""
    assert rule.__doc__
    return " ".join(rule.__doc__.split())
