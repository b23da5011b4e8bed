"""Who may see and do what: every address, every role, every method."""

from core.printing import fonts
from tests.architecture import role_matrix
from tests.architecture.role_matrix import ROLES, ROWS, WORDS
from tests.architecture.urls import every_address
from tests.architecture.walk import Walk

# What only a server with fonts for paper answers so.
PRINTED = {
    "GET poster-pdf (meeting)",
    "GET poster-png (meeting)",
    "GET papers-pdf (meeting)",
    "GET print-delegation (delegation)",
    "GET rules-for-observers-pdf (committee)",
    "GET rules-for-tellers-pdf (committee)",
    "GET rules-for-voters-pdf (committee)",
    "GET statement-pdf (leaflet)",
    "POST print-invitations (committee)",
    "GET marshals-sheet-pdf (action)",
    "GET rights-card-pdf (country)",
}


def test_every_address_has_a_row() -> None:
    missing = {one.name for one in every_address()} - {row.name for row in ROWS}
    assert not missing, f"no row in tests/architecture/role_matrix.py for {sorted(missing)}"


def test_every_row_has_its_line_and_every_line_its_row() -> None:
    labels = [row.label for row in ROWS]
    assert len(labels) == len(set(labels))
    found = role_matrix.expected()
    assert set(found) == set(labels)
    assert {len(cells) for cells in found.values()} == {len(ROLES)}
    assert {cell for cells in found.values() for cell in cells} <= set(WORDS)


def test_everybody_is_answered_as_the_matrix_says(walked: Walk) -> None:
    found = role_matrix.expected()
    differing = [
        role_matrix.line(row.label, walked.cell(row))
        for row in ROWS
        if walked.cell(row) != found.get(row.label)
        and (fonts.are_built() or row.label not in PRINTED)
    ]
    assert not differing, "answered otherwise:\n" + "\n".join(differing)


def test_the_table_in_the_documentation_is_fresh() -> None:
    text = role_matrix.DOCUMENT.read_text()
    assert role_matrix.renewed(text) == text, "run: python -m tests.architecture.role_matrix"
