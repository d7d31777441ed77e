"""The curated fields of expertise that Liaison brings along, for a workspace file that has none of its own.

They are the subjects of the work on Target 8.7, each as people of the field name it in English, French and Spanish.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class CuratedField:
    """A field that the Secretariat looks after: its name in English, in French and Spanish, and what it is also called."""

    name: str
    fr: str = ""
    es: str = ""
    also: tuple[str, ...] = ()

    @property
    def labels(self) -> dict[str, str]:
        """Its names in other languages than its own."""
        return {language: name for language, name in (("fr", self.fr), ("es", self.es)) if name}

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called, its own name first."""
        return tuple(name for name in (self.name, self.fr, self.es, *self.also) if name)


def _field(name: str, fr: str, es: str, also: str) -> CuratedField:
    return CuratedField(name, fr, es, tuple(also.split("; ")))


CURATED: Final[tuple[CuratedField, ...]] = (
    # What Target 8.7 is about.
    _field("Child labour", "Travail des enfants", "Trabajo infantil",
        "child labor; child work; working children; worst forms of child labour; enfants au travail; "
        "enfants travailleurs; travail infantile; pires formes de travail des enfants; niños trabajadores; "
        "niñez trabajadora; trabajo de menores; peores formas de trabajo infantil; erradicación del trabajo infantil"),
    _field("Forced labour", "Travail forcé", "Trabajo forzoso",
        "forced labor; modern slavery; contemporary slavery; slavery; slave labour; compulsory labour; "
        "esclavage moderne; esclavage; travail servile; trabajo forzado; esclavitud moderna; esclavitud; trabajo esclavo"),
    _field("Debt bondage", "Servitude pour dettes", "Servidumbre por deudas",
        "bonded labour; bonded labor; debt slavery; peonage; servitude; travail en servitude; asservissement pour dettes; "
        "servidumbre; trabajo en servidumbre"),
    _field("Trafficking in persons", "Traite des personnes", "Trata de personas",
        "human trafficking; trafficking; anti-trafficking; counter-trafficking; trafficking in human beings; traite; "
        "traite des êtres humains; trafic d’êtres humains; lutte contre la traite; trata; trata de seres humanos; "
        "tráfico de personas; tráfico humano; lucha contra la trata"),
    _field("Commercial sexual exploitation", "Exploitation sexuelle", "Explotación sexual",
        "sexual exploitation; sexual exploitation of children; online exploitation of children; "
        "exploitation sexuelle des enfants; exploitation sexuelle commerciale; explotación sexual infantil; "
        "explotación sexual comercial"),
    _field("Forced marriage", "Mariage forcé", "Matrimonio forzado",
        "child marriage; early marriage; mariage d’enfants; mariage précoce; matrimonio infantil"),
    _field("Forced begging", "Mendicité forcée", "Mendicidad forzada",
        "child begging; begging; street children; talibés; mendicité; enfants des rues; mendicidad; niños de la calle"),
    _field("Children in armed conflict", "Enfants dans les conflits armés", "Niñez en conflictos armados",
        "child soldiers; child recruitment; children and armed conflict; enfants soldats; niños soldado; niños soldados"),
    # How people come to work, and move for it.
    _field("Fair recruitment", "Recrutement équitable", "Contratación equitativa",
        "recruitment; ethical recruitment; responsible recruitment; recruitment fees; recruitment agencies; "
        "recrutement; recrutement éthique; frais de recrutement; agences de recrutement; contratación; "
        "contratación ética; contratación justa; reclutamiento; reclutamiento equitativo; agencias de contratación; "
        "comisiones de contratación"),
    _field("Labour migration", "Migration de main-d’œuvre", "Migración laboral",
        "migration; labor migration; migrant workers; migrants; migrant work; migrations; travailleurs migrants; "
        "migration de travail; migración; migraciones; migrantes; trabajadores migrantes"),
    _field("Return and reintegration", "Retour et réintégration", "Retorno y reintegración",
        "reintegration; return; returnees; réintégration; retour; reintegración; retorno; retornados"),
    _field("Refugees and displacement", "Réfugiés et déplacements", "Refugiados y desplazamiento",
        "refugees; displacement; displaced people; asylum; internally displaced persons; réfugiés; déplacés; "
        "personnes déplacées; asile; refugiados; desplazados; desplazamiento; asilo"),
    _field("Remittances", "Envois de fonds", "Remesas", "money transfers; transferts d’argent; envíos de dinero"),
    # Where it happens.
    _field("Supply chains", "Chaînes d’approvisionnement", "Cadenas de suministro",
        "supply chain; global supply chains; value chains; sourcing; responsible sourcing; chaîne d’approvisionnement; "
        "chaînes de valeur; approvisionnement; achats responsables; cadena de suministro; cadenas de valor; "
        "cadenas mundiales de suministro; abastecimiento"),
    _field("Agriculture", "Agriculture", "Agricultura",
        "farming; farms; farmers; farm work; agricultural work; plantations; agriculteurs; travail agricole; "
        "exploitations agricoles; agricultores; trabajo agrícola; campesinos; plantaciones"),
    _field("Cocoa", "Cacao", "Cacao",
        "cocoa farming; chocolate; cacaoculture; cacaoculteurs; filière cacao; chocolat; cacaoteros"),
    _field("Coffee", "Café", "Café", "coffee farming; caféiculture; caficultura; caficultores"),
    _field("Cotton", "Coton", "Algodón", "cotton harvest; cotton picking; récolte du coton; cosecha de algodón"),
    _field("Tobacco", "Tabac", "Tabaco", "tobacco farming; tabaculture; cultivo de tabaco"),
    _field("Palm oil", "Huile de palme", "Aceite de palma", "oil palm; palmier à huile; palma aceitera"),
    _field("Sugar cane", "Canne à sucre", "Caña de azúcar", "sugar; sugarcane; sucre; azúcar; zafra"),
    _field("Fishing", "Pêche", "Pesca",
        "fisheries; fishers; fishermen; fishing vessels; seafood; pêcheurs; pêcheries; pescadores; pesquerías; "
        "sector pesquero; pesquera"),
    _field("Garments and textiles", "Habillement et textile", "Confección y textil",
        "garments; garment industry; garment workers; apparel; clothing; textiles; textile; textile industry; "
        "ready-made garments; habillement; vêtements; industrie textile; confection; confección; ropa; "
        "prendas de vestir; industria textil; maquila"),
    _field("Brick kilns", "Briqueteries", "Ladrilleras",
        "brick kiln; bricks; brick making; briques; fours à briques; briqueterie; ladrillos; ladrilleros; "
        "hornos de ladrillo"),
    _field("Mining", "Secteur minier", "Minería",
        "mines; miners; gold mining; gold; artisanal mining; quarries; cobalt; mines d’or; exploitation minière; "
        "orpaillage; mineurs artisanaux; minas; mineros; minería artesanal; minería de oro; minería ilegal"),
    _field("Construction", "Bâtiment et construction", "Construcción",
        "building sites; construction sites; BTP; bâtiment; chantiers; obras; albañiles"),
    _field("Domestic work", "Travail domestique", "Trabajo doméstico",
        "domestic workers; household workers; domestic servants; travailleurs domestiques; travailleuses domestiques; "
        "employées de maison; petites bonnes; trabajadoras domésticas; trabajadoras del hogar; trabajo del hogar; "
        "empleadas domésticas"),
    _field("Tourism and hospitality", "Tourisme et hôtellerie", "Turismo y hotelería",
        "tourism; hotels; hospitality; tourisme; hôtels; hôtellerie; turismo; hoteles; hotelería"),
    _field("Informal economy", "Économie informelle", "Economía informal",
        "informal work; informal sector; informality; travail informel; secteur informel; trabajo informal; "
        "sector informal; informalidad"),
    # Businesses.
    _field("Due diligence", "Devoir de vigilance", "Debida diligencia",
        "human rights due diligence; diligence raisonnable; vigilance; diligencia debida"),
    _field("Responsible business", "Conduite responsable des entreprises", "Conducta empresarial responsable",
        "business and human rights; corporate social responsibility; CSR; entreprises et droits de l’homme; RSE; "
        "responsabilité sociale des entreprises; empresas y derechos humanos; responsabilidad social empresarial"),
    _field("Traceability and certification", "Traçabilité et certification", "Trazabilidad y certificación",
        "traceability; certification; labels; audits; traçabilité; trazabilidad; certificación; auditorías"),
    _field("Public procurement", "Marchés publics", "Compras públicas",
        "government procurement; procurement; commande publique; contratación pública"),
    # The State: laws, their enforcement, protection.
    _field("Labour inspection", "Inspection du travail", "Inspección del trabajo",
        "labor inspection; labour inspector; labour inspectors; labor inspector; labor inspectors; labour inspectorate; "
        "inspecteur du travail; inspecteurs du travail; inspectrice du travail; inspectrices du travail; "
        "inspección laboral; inspección de trabajo; inspector de trabajo; inspectores de trabajo; "
        "inspectora de trabajo; inspectoras de trabajo; inspector del trabajo; inspectora del trabajo; "
        "inspectores del trabajo; inspectores laborales"),
    _field("Legislation", "Législation", "Legislación",
        "law; laws; labour law; legal reform; law reform; droit du travail; lois; droit; réforme du droit; "
        "loi; derecho laboral; ley; leyes; reforma legal; normas internacionales; normes internationales; labour standards"),
    _field("Access to justice", "Accès à la justice", "Acceso a la justicia",
        "justice; legal aid; law enforcement; prosecution; courts; remedy; aide juridique; poursuites; tribunaux; "
        "asistencia jurídica; reparación; tribunales; persecución penal"),
    _field("Governance", "Gouvernance", "Gobernanza",
        "rule of law; good governance; corruption; anti-corruption; état de droit; estado de derecho; corrupción"),
    _field("Social protection", "Protection sociale", "Protección social",
        "social security; cash transfers; safety nets; sécurité sociale; transferts monétaires; seguridad social; "
        "transferencias monetarias"),
    _field("Child protection", "Protection de l’enfance", "Protección de la niñez",
        "children's rights; child rights; protection des enfants; droits de l’enfant; protección infantil; "
        "protección de la infancia; derechos del niño; derechos de la niñez"),
    _field("Education", "Éducation", "Educación",
        "schools; teachers; schooling; school attendance; écoles; enseignants; scolarisation; scolarité; escuelas; maestros; "
        "docentes; escolarización"),
    _field("Skills and training", "Compétences et formation", "Formación y competencias",
        "vocational training; skills; training; apprenticeships; formation; formation professionnelle; apprentissage; "
        "formación profesional; capacitación; aprendizaje"),
    _field("Youth employment", "Emploi des jeunes", "Empleo juvenil",
        "youth; young people; young workers; jeunes; jeunesse; jeunes travailleurs; jóvenes; juventud; trabajo juvenil"),
    # Workers and employers.
    _field("Social dialogue", "Dialogue social", "Diálogo social",
        "tripartism; collective bargaining; tripartisme; négociation collective; tripartismo; negociación colectiva"),
    _field("Freedom of association", "Liberté syndicale", "Libertad sindical",
        "trade union rights; organising workers; labour rights; droits syndicaux; droits des travailleurs; "
        "derechos sindicales; derechos laborales; sindicalización"),
    _field("Decent work", "Travail décent", "Trabajo decente",
        "working conditions; living wages; wages; conditions de travail; salaires; salaire décent; "
        "condiciones de trabajo; salarios; salario digno"),
    _field("Safety and health at work", "Sécurité et santé au travail", "Seguridad y salud en el trabajo",
        "occupational safety and health; OSH; hazardous work; SST; travail dangereux; trabajo peligroso; "
        "salud ocupacional"),
    # People.
    _field("Survivors' support", "Accompagnement des survivants", "Apoyo a sobrevivientes",
        "survivors; victim support; victims; victim assistance; assistance to victims; shelters; rehabilitation; "
        "aide aux victimes; victimes; survivants; survivantes; réadaptation; foyers d’accueil; sobrevivientes; "
        "víctimas; atención a víctimas; asistencia a las víctimas; rehabilitación; albergues"),
    _field("Gender equality", "Égalité des genres", "Igualdad de género",
        "gender; women; girls; women's rights; women workers; genre; femmes; filles; droits des femmes; "
        "égalité femmes-hommes; género; mujeres; niñas; derechos de las mujeres"),
    _field("Indigenous peoples", "Peuples autochtones", "Pueblos indígenas",
        "indigenous communities; tribal peoples; communautés autochtones; comunidades indígenas; indígenas"),
    _field("Crises and conflicts", "Crises et conflits", "Crisis y conflictos",
        "crisis; conflict; conflicts; emergencies; humanitarian settings; humanitarian action; humanitarian aid; crises; "
        "conflits; urgences; action humanitaire; situations humanitaires; conflictos; emergencias; acción humanitaria; "
        "ayuda humanitaria"),
    # How the work is done.
    _field("Data and statistics", "Données et statistiques", "Datos y estadísticas",
        "data; statistics; surveys; measurement; données; statistiques; enquêtes; datos; estadísticas; encuestas"),
    _field("Monitoring and evaluation", "Suivi et évaluation", "Seguimiento y evaluación",
        "monitoring; evaluation; M&E; impact evaluation; suivi; évaluation; mesure d’impact; seguimiento; "
        "evaluación; monitoreo; monitoreo y evaluación"),
    _field("Research", "Recherche", "Investigación",
        "studies; research and innovation; recherches; études; investigaciones; estudios"),
    _field("Technology", "Technologie", "Tecnología",
        "tech; digital tools; innovation; technologies; outils numériques; numérique; tecnologías; "
        "herramientas digitales; innovación"),
    _field("Advocacy", "Plaidoyer", "Incidencia política", "lobbying; campaigning; incidencia"),
    _field("Awareness raising", "Sensibilisation", "Sensibilización",
        "awareness; campaigns; public campaigns; campagnes; prévention; campañas; prevención; concienciación"),
    _field("Communications", "Communication", "Comunicación",
        "media; journalism; press; médias; presse; comunicaciones; medios; prensa; periodismo"),
    _field("Resource mobilisation", "Mobilisation de ressources", "Movilización de recursos",
        "fundraising; funding; donors; resource mobilization; collecte de fonds; financement; bailleurs de fonds; "
        "recaudación de fondos; financiación; donantes"),
    _field("Partnerships", "Partenariats", "Alianzas",
        "knowledge sharing; networks; coordination; partenariat; réseaux; partage des connaissances; alianzas "
        "estratégicas; redes; coordinación; intercambio de conocimientos"),
)  # fmt: skip
