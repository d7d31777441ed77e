"""What the invented people of an alliance do, and know about: governments, workers, employers, NGOs, research, UN agencies.

With no gender where the language has one. Fields of expertise are mostly those that everyone is offered, as they are called in
the person's language, and some of people's own.
"""

from typing import NamedTuple


class Work(NamedTuple):
    """Somebody's work.

    `organisations` are names of which each place has its own, with `{country}` where the country's name goes; or one without,
    which is the same everywhere. `sector` is what kind of organisation it is. `fields` have semicolons in between.
    """

    role: str
    organisations: tuple[str, ...]
    sector: str
    fields: str
    offers: str = ""
    seeks: str = ""

    @property
    def is_international(self) -> bool:
        return "{country}" not in self.organisations[0]


def _work(role: str, organisations: str, sector: str, fields: str, offers: str = "", seeks: str = "") -> Work:
    return Work(role, tuple(organisations.split("; ")), sector, fields, offers, seeks)


_EN = (
    _work("Labour inspector",
        "Ministry of Labour, {country}; Labour Inspectorate, {country}; Occupational Safety Office, {country}", "government",
        "Labour inspection; Child labour", "How we plan inspections by risk", "Checklists for small workshops"),
    _work("Project officer", "ILO", "un", "Social dialogue; Decent work; Fair recruitment",
        "Training for tripartite committees", "Good examples from other countries"),
    _work("General secretary",
        "Garment and Textile Workers' Union, {country}; Agricultural Workers' Union, {country}; Construction Workers' Union, {country}",
        "workers", "Garments and textiles; Freedom of association; Living wages", "Workers' voices for your research",
        "Unions at the other end of the supply chain"),
    _work("Policy adviser",
        "Employers' Federation, {country}; Exporters' Association, {country}; Small Business Council, {country}", "employers",
        "Due diligence; Responsible business; Small enterprises", "A due diligence guide for small firms",
        "Tools that suppliers can really use"),
    _work("Programme manager", "Open Doors for Children {country}; Learn Not Labour {country}; Kites for Schools {country}",
        "ngo", "Child labour; Education; Child protection", "Bridge schools that are run by communities",
        "Partners for a regional proposal"),
    _work("Child protection specialist", "UNICEF", "un", "Child protection; Social protection; Birth registration",
        "Guidance on case management", "Data on children out of school"),
    _work("Public prosecutor",
        "Ministry of Justice, {country}; Prosecutor General's Office, {country}; National Anti-Trafficking Commission, {country}",
        "government", "Trafficking in persons; Access to justice; Victims' rights", "Case law on forced labour",
        "Counterparts for joint investigations"),
    _work("Researcher",
        "Institute for Labour Studies, {country}; Centre for Social Research, {country}; School of Economics, {country}",
        "academia", "Data and statistics; Forced labour; Research", "Survey questionnaires, tested in the field",
        "Access to administrative data"),
    _work("Counter-trafficking officer", "IOM", "un", "Trafficking in persons; Return and reintegration; Labour migration",
        "Screening forms for first contact", "Shelters for men and families"),
    _work("International affairs officer",
        "ITUC; Domestic Workers' Alliance, {country}; Federation of Free Unions, {country}",
        "workers", "Freedom of association; Trade agreements; Domestic work", "Links to unions in forty countries",
        "Stories for a campaign"),
    _work("Protection officer", "UNHCR", "un", "Refugees and displacement; Child protection; Crises and conflicts",
        "Legal pathways to work for refugees", "Employers who hire refugees"),
    _work("Responsible sourcing lead", "Chamber of Commerce, {country}; Fair Threads {country}; Harvest Partners {country}",
        "business", "Supply chains; Cotton; Traceability and certification", "A map of our suppliers, down to the gin",
        "Pilots of traceability"),
)  # fmt: skip
_FR = (
    _work("Inspection du travail",
        "Ministère du Travail, {country}; Direction générale du Travail, {country}; Inspection régionale du Travail, {country}",
        "government", "Inspection du travail; Travail forcé", "Une méthode d'inspection des plantations",
        "Des formations pour nos équipes"),
    _work("Responsable de plaidoyer", "Enfance sans chaînes {country}; Écoles ouvertes {country}; Mains libres {country}",
        "ngo", "Travail des enfants; Plaidoyer; Mendicité forcée", "Des témoignages d'anciens enfants travailleurs",
        "Des alliés pour une loi plus protectrice"),
    _work("Secrétariat général",
        "Union des syndicats, {country}; Syndicat des travailleurs domestiques, {country}; Syndicat des pêcheurs, {country}",
        "workers", "Liberté syndicale; Économie informelle; Travail domestique", "Un réseau de relais dans les quartiers",
        "Des échanges avec d'autres syndicats"),
    _work("Spécialiste du travail des enfants", "OIT", "un", "Travail des enfants; Agriculture; Cacao",
        "Des guides pour les comités de village", "Des entreprises prêtes à s'engager"),
    _work("Responsable des affaires sociales",
        "Confédération des employeurs, {country}; Fédération des exportateurs, {country}; Chambre de commerce, {country}",
        "employers", "Dialogue social; Recrutement équitable; Devoir de vigilance", "Un code de conduite signé par nos membres",
        "Des agences de placement sérieuses"),
    _work("Recherche et enquêtes",
        "Observatoire du Travail, {country}; Université du Littoral, {country}; Institut de la Statistique sociale, {country}",
        "academia", "Données et statistiques; Migration de main-d'œuvre; Coton", "Des enquêtes auprès des ménages",
        "Des terrains de recherche communs"),
)  # fmt: skip
_ES = (
    _work("Inspección del trabajo",
        "Ministerio de Trabajo, {country}; Superintendencia del Trabajo, {country}; Dirección Regional del Trabajo, {country}",
        "government", "Inspección del trabajo; Trabajo doméstico", "Un protocolo para entrar en los hogares",
        "Experiencias de otras inspecciones"),
    _work("Responsable de incidencia", "Niñez en Libertad {country}; Aulas Abiertas {country}; Semillas de Escuela {country}",
        "ngo", "Trabajo infantil; Incidencia política; Pueblos indígenas", "Materiales en lenguas indígenas",
        "Aliados para una campaña regional"),
    _work("Especialista en migración", "OIM", "un", "Migración laboral; Contratación equitativa; Trata de personas",
        "Orientación antes de la partida", "Contactos en los países de destino"),
    _work("Asesoría jurídica",
        "Confederación de Empleadores, {country}; Cámara de Exportadores, {country}; Asociación de Agroexportadores, {country}",
        "employers", "Legislación; Debida diligencia; Cadenas de suministro", "Modelos de contrato con proveedores",
        "Ejemplos de mecanismos de queja"),
    _work("Responsable sindical",
        "Central de Trabajadores, {country}; Sindicato de Pescadores, {country}; Sindicato de Trabajadoras del Hogar, {country}",
        "workers", "Libertad sindical; Agricultura; Pesca", "Una escuela sindical itinerante",
        "Sindicatos hermanos en la región"),
    _work("Investigación social",
        "Universidad del Valle, {country}; Instituto de Estudios Laborales, {country}; Observatorio Social, {country}",
        "academia", "Datos y estadísticas; Minería; Género y trabajo", "Mapas de riesgo por distrito",
        "Ministerios que compartan datos"),
)  # fmt: skip
WORK = {"en": _EN, "fr": _FR, "es": _ES}
SECRETARIAT_WORK = (
    _work("Head of Secretariat", "Alliance 8.7", "other", "Partnerships; Resource mobilisation",
        "An introduction to anybody here", "Your news for Monday's round-up"),
    _work("Responsable de la coordination", "Alliance 8.7", "other", "Partenariats; Gouvernance",
        "Un coup de main pour préparer vos ateliers", "Des pays qui veulent devenir pionniers"),
    _work("Responsable de comunicación", "Alliance 8.7", "other", "Comunicación; Sensibilización",
        "Difusión de sus publicaciones", "Historias desde el terreno"),
)  # fmt: skip
# Two for each group, in the order of the groups.
MODERATORS_WORK = (
    (
        # ILO, in full: for the Secretariat to see that the two may be one.
        _work("Supply chains specialist", "International Labour Organization", "un", "Supply chains; Fair recruitment; Cotton",
            "A course on due diligence", "Companies for a pilot"),
        _work("Conseil en conduite responsable", "Confédération des employeurs, {country}", "employers",
            "Devoir de vigilance; Recrutement équitable; Conduite responsable des entreprises", "Un guide pour les fournisseurs",
            "Des exemples d'autres filières"),
    ),
    (
        _work("Especialista en migración", "OIM", "un", "Migración laboral; Contratación equitativa",
            "Mapas de corredores migratorios", "Datos sobre comisiones de contratación"),
        _work("Child protection specialist", "UNICEF", "un", "Child protection; Labour migration",
            "Standards for children on the move", "Cross-border referral partners"),
    ),
    (
        _work("Legal adviser", "Ministry of Justice, {country}", "government", "Forced labour; Legislation",
            "Comments on draft laws", "Comparative case law"),
        _work("Researcher", "United Nations University", "un", "Modern slavery; Research; Technology",
            "A database of policies that work", "Replications in other countries"),
    ),
    (
        _work("Especialista en protección", "ACNUR", "un", "Refugiados y desplazamiento; Protección de la niñez",
            "Rutas de protección en crisis", "Organizaciones locales de confianza"),
        _work("Action humanitaire", "Écoles ouvertes {country}", "ngo", "Travail des enfants; Coton; Crises et conflits",
            "Des espaces sûrs pour les enfants déplacés", "Des financements pour les urgences"),
    ),
    (
        _work("Communications officer", "ILO", "un", "Communications; Awareness raising", "Templates for campaigns",
            "Photos that show people with dignity"),
        _work("Campaigns officer", "Trade Union Congress, {country}", "workers", "Awareness raising; Labour rights",
            "A campaign calendar for 2019", "Translators"),
    ),
)  # fmt: skip
