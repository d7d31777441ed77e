"""What the invented people of an alliance do, and know about: governments, workers, employers, NGOs, research, UN agencies.

With no gender where the language has one.
"""

from typing import NamedTuple


class Work(NamedTuple):
    """Somebody's work. `fields` are their fields of expertise, as they would type them: with commas in between."""

    role: str
    organisation: str
    fields: str


WORK = {
    "en": (
        Work("Labour inspector", "Ministry of Labour", "labour inspection, child labour"),
        Work("Project officer", "ILO", "social dialogue, decent work"),
        Work("General secretary", "Garment and Textile Workers' Union", "organising, living wages, garments"),
        Work("Policy adviser", "Employers' Federation", "due diligence, small enterprises"),
        Work("Programme manager", "Open Doors for Children", "child labour, education"),
        Work("Child protection specialist", "UNICEF", "child protection, social protection"),
        Work("Public prosecutor", "Ministry of Justice", "trafficking in persons, victims' rights"),
        Work("Researcher", "Institute for Labour Studies", "statistics, forced labour, surveys"),
        Work("Counter-trafficking officer", "IOM", "trafficking in persons, return"),
        Work("International affairs officer", "Trade Union Congress", "trade agreements, labour rights"),
        Work("Protection officer", "UNHCR", "displacement, child protection"),
        Work("Responsible sourcing lead", "Chamber of Commerce", "supply chains, due diligence, cotton"),
    ),
    "fr": (
        Work("Inspection du travail", "Ministère du Travail", "inspection du travail, travail forcé"),
        Work("Responsable de plaidoyer", "Enfance sans chaînes", "travail des enfants, plaidoyer"),
        Work("Secrétariat général", "Union des syndicats", "syndicalisme, travail informel"),
        Work("Spécialiste du travail des enfants", "OIT", "travail des enfants, agriculture, cacao"),
        Work(
            "Responsable des affaires sociales",
            "Confédération des employeurs",
            "dialogue social, recrutement équitable",
        ),
    ),
    "es": (
        Work("Inspección del trabajo", "Ministerio de Trabajo", "inspección laboral, trabajo doméstico"),
        Work("Responsable de incidencia", "Niñez en Libertad", "trabajo infantil, incidencia"),
        Work("Especialista en migración", "OIM", "migración, contratación equitativa"),
        Work("Asesoría jurídica", "Confederación de Empleadores", "derecho laboral, debida diligencia"),
        Work("Responsable sindical", "Central de Trabajadores", "libertad sindical, agricultura"),
    ),
}
SECRETARIAT_WORK = (
    Work("Head of Secretariat", "Alliance 8.7", "partnerships"),
    Work("Responsable de la coordination", "Alliance 8.7", "coordination"),
    Work("Responsable de comunicación", "Alliance 8.7", "comunicación"),
)
# Two for each group, in the order of the groups.
MODERATORS_WORK = (
    (
        Work("Supply chains specialist", "ILO", "supply chains, fair recruitment"),
        Work("Responsible business adviser", "Employers' Federation", "due diligence, entreprises"),
    ),
    (
        Work("Migration specialist", "IOM", "migration, contratación equitativa"),
        Work("Child protection specialist", "UNICEF", "child protection, migration"),
    ),
    (
        Work("Legal adviser", "Ministry of Justice", "forced labour, legislation"),
        Work("Researcher", "UNU", "modern slavery, research"),
    ),
    (
        Work("Protection officer", "UNHCR", "displacement, protección de la niñez"),
        Work("Humanitarian adviser", "Open Doors for Children", "crises, travail des enfants"),
    ),
    (
        Work("Communications officer", "ILO", "communication, campaigns"),
        Work("Campaigns officer", "Trade Union Congress", "campaigns, labour rights"),
    ),
)
