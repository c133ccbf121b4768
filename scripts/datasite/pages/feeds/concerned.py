"""Which feeds of records a change of a record concerns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from datasite.history.changes import RecordId
from datasite.model.entities import Participant, Partner, Programme, Tie
from datasite.model.families import ancestors
from datasite.model.register import Register
from datasite.pages.feeds.subjects import Topic

FeedId = tuple[Topic, str]  # the topic and the key of a subject


def concerned_feeds(register: Register) -> Mapping[RecordId, frozenset[FeedId]]:
    """The feeds that a change of a record concerns: of a project those of its fund, of everything
    above that, of those who take part, of its places and of its themes.
    """
    found: defaultdict[RecordId, set[FeedId]] = defaultdict(set)
    for organisation in register.organisations.values():
        found["organisations", organisation.id].add((Topic.ORGANISATION, organisation.id))
    for programme in register.programmes.values():
        found["programmes", programme.id] |= _funds(programme)
    for project in register.projects.values():
        found["projects", project.id] |= {
            *_funds(project.programme),
            *_bodies(project.partners),
            *_places(project.ties),
            *((Topic.THEME, theme.code) for theme in project.themes),
        }
    for cooperation in register.cooperation.values():
        found["cooperation", cooperation.id] |= {
            *_bodies(cooperation.participants),
            *_places(cooperation.ties),
        }
    return {record: frozenset(feeds) for record, feeds in found.items()}


def _funds(programme: Programme | None) -> set[FeedId]:
    line = (*ancestors(programme), programme) if programme else ()
    return {(Topic.PROGRAMME, part.id) for part in line}


def _bodies(taking_part: Iterable[Partner | Participant]) -> set[FeedId]:
    return {(Topic.ORGANISATION, one.organisation.id) for one in taking_part}


def _places(ties: Iterable[Tie]) -> set[FeedId]:
    return {(Topic.PLACE, tie.place.code.lower()) for tie in ties}
