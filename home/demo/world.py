"""Who and what the demonstration world is made of: campuses that exist, people who do not."""

from dataclasses import dataclass

NAMES = (
    "Ana", "Ben", "Chen", "Dara", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jamal",
    "Kofi", "Lucía", "Mina", "Noor", "Olu", "Petra", "Quynh", "Rosa", "Sami", "Tala",
    "Ugo", "Vera", "Wen", "Ximena", "Yara", "Zoë", "Amir", "Bea", "Caro", "Dimitri",
    "Esther", "Fatou", "Gil", "Hyun", "Ivo", "Juno", "Kiri", "Leila", "Maya", "Nils",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One committee of the world. `story` says how far it has come; `members` with the founder."""

    campus: str
    name: str
    members: int
    story: str
    preset: str = "simple"
    language: str = "en"


PLACES = (
    Place("The City College of New York", "City College Committee", 24, "voting", "standing_orders"),
    Place("Hunter College", "Hunter Rank and File", 16, "counted"),
    Place("Stuyvesant High School", "Stuyvesant Students", 14, "meeting"),
    Place("University of California, Berkeley", "Berkeley Committee", 31, "large", "assembly"),
    Place("Wayne State University", "Wayne State Committee", 13, "nominations"),
    Place("University of Texas at Austin", "Austin Committee", 15, "announced"),
    Place("McGill University", "Comité McGill Committee", 12, "meeting"),
    Place("Universidad Nacional Autónoma de México", "Comité de CU", 18, "voting", "assembly", "es"),
    Place("Universidad de Buenos Aires", "Comité de Filosofía", 14, "counted", "assembly", "es"),
    Place("Universidade de São Paulo", "Comitê da USP", 13, "announced"),
    Place("University of Manchester", "Manchester Students’ Committee", 12, "assembly", "standing_orders"),
    Place("Sorbonne Université", "Comité de la Sorbonne", 15, "nominations"),
    Place("Humboldt-Universität zu Berlin", "Komitee an der Humboldt", 14, "counted"),
    Place("Universitat de Barcelona", "Comitè de la UB", 12, "announced", "assembly", "es"),
    Place("National and Kapodistrian University of Athens", "Επιτροπή Αθήνας", 13, "meeting"),
    Place("Cairo University", "لجنة جامعة القاهرة", 16, "nominations", "simple", "ar"),
    Place("University of Nairobi", "Nairobi Committee", 12, "announced"),
    Place("Jadavpur University", "Jadavpur Committee", 19, "counted"),
    Place("Seoul National University", "관악 위원회", 12, "meeting"),
    Place("University of Sydney", "Sydney Committee", 12, "forming"),
)  # fmt: skip
