"""What kinds of organisation are called, beside their names in Liaison: with “|” between."""

from typing import Final

KINDS: Final[dict[str, str]] = {
    "government": (
        "Government|Governmental|Ministry|Public authority|Government agency|Public sector|Gouvernement|Ministère|État"
        "|Administration publique|Secteur public|Gobierno|Ministerio|Estado|Administración pública|Sector público"
    ),
    "employers": (
        "Employers|Employer organisation|Employers' organisation|Employers' organization|Employeurs|Patronat"
        "|Organisation d'employeurs|Organisation patronale|Empleadores|Organización de empleadores|Empresariado"
        "|Organización patronal|Organización empresarial"
    ),
    "workers": (
        "Workers|Worker organisation|Workers' organisation|Workers' organization|Trade union|Union|Travailleurs"
        "|Organisation de travailleurs|Organisation syndicale|Syndicat|Trabajadores|Organización de trabajadores"
        "|Organización sindical|Sindicato"
    ),
    "ngo": (
        "NGO|INGO|CSO|Non-governmental organisation|Non-governmental organization|Civil society|Civil society organisation"
        "|Civil society organization|ONG|Organisation non gouvernementale|Société civile|Organisation de la société civile"
        "|Organización no gubernamental|Sociedad civil|Organización de la sociedad civil|OSC"
    ),
    "un": (
        "UN|UN agency|United Nations|International organisation|International organization|UN or international"
        "|Intergovernmental organisation|Intergovernmental organization|ONU|Nations Unies|Organisation internationale"
        "|Organisation intergouvernementale|Naciones Unidas|Organización internacional|Organismo internacional"
    ),
    "business": (
        "Business|Company|Private sector|Enterprise|Entreprise|Secteur privé|Société|Empresa|Sector privado"
    ),
    "academia": (
        "Academia|Academic|Academic institution|University|Research|Université|Universitaire|Recherche|Universidad"
        "|Investigación|Universities|Academic or research"
    ),
    "other": "Other|Autre|Otro|Otra",
}
