"""Bodies of this field that go by another acronym in each language, and by several names. Pure.

Only what is one and the same beyond doubt: an office or a fund of a body is not the body.
"""

from typing import Final

# A line a body: acronyms, then full names, in English, French and Spanish.
BODIES: Final = tuple(
    tuple(name.strip() for name in line.split("|"))
    for line in """
ILO | OIT | BIT | International Labour Organization | International Labour Office | Organisation internationale du Travail
    | Bureau international du Travail | Organización Internacional del Trabajo | Oficina Internacional del Trabajo
IOM | OIM | UN Migration | International Organization for Migration | Organisation internationale pour les migrations
    | Organización Internacional para las Migraciones
UNICEF | United Nations Children's Fund | United Nations International Children's Emergency Fund
    | Fonds des Nations Unies pour l'enfance | Fondo de las Naciones Unidas para la Infancia
UNODC | ONUDC | ONUDD | United Nations Office on Drugs and Crime | Office des Nations Unies contre la drogue et le crime
    | Oficina de las Naciones Unidas contra la Droga y el Delito
OHCHR | HCDH | ACNUDH | UN Human Rights | Office of the High Commissioner for Human Rights
    | Office of the United Nations High Commissioner for Human Rights
    | Haut-Commissariat des Nations Unies aux droits de l'homme | Haut-Commissariat aux droits de l'homme
    | Alto Comisionado de las Naciones Unidas para los Derechos Humanos
UNHCR | HCR | ACNUR | UN Refugee Agency | United Nations High Commissioner for Refugees
    | Haut-Commissariat des Nations Unies pour les réfugiés | Haut-Commissariat pour les réfugiés
    | Alto Comisionado de las Naciones Unidas para los Refugiados | Alto Comisionado para los Refugiados
FAO | Food and Agriculture Organization | Food and Agriculture Organization of the United Nations
    | Organisation des Nations Unies pour l'alimentation et l'agriculture
    | Organización de las Naciones Unidas para la Alimentación y la Agricultura
WHO | OMS | World Health Organization | Organisation mondiale de la santé | Organización Mundial de la Salud
UN | ONU | United Nations | United Nations Organization | Nations Unies | Organisation des Nations Unies | Naciones Unidas
    | Organización de las Naciones Unidas
UNU | United Nations University | Université des Nations Unies | Universidad de las Naciones Unidas
UNDP | PNUD | United Nations Development Programme | Programme des Nations Unies pour le développement
    | Programa de las Naciones Unidas para el Desarrollo
UNESCO | United Nations Educational, Scientific and Cultural Organization
    | Organisation des Nations Unies pour l'éducation, la science et la culture
    | Organización de las Naciones Unidas para la Educación, la Ciencia y la Cultura
UNFPA | FNUAP | United Nations Population Fund | Fonds des Nations Unies pour la population
    | Fondo de Población de las Naciones Unidas
UN Women | ONU Femmes | ONU Mujeres | United Nations Entity for Gender Equality and the Empowerment of Women
WFP | PAM | PMA | World Food Programme | Programme alimentaire mondial | Programa Mundial de Alimentos
ITUC | CSI | International Trade Union Confederation | Confédération syndicale internationale
    | Confederación Sindical Internacional
IOE | OIE | International Organisation of Employers | Organisation internationale des employeurs
    | Organización Internacional de Empleadores
EI | IE | Education International | Internationale de l'éducation | Internacional de la Educación
ITF | International Transport Workers' Federation | Fédération internationale des ouvriers du transport
    | Federación Internacional de los Trabajadores del Transporte
IUF | UITA | International Union of Food, Agricultural, Hotel, Restaurant, Catering, Tobacco and Allied Workers' Associations
    | Unión Internacional de Trabajadores de la Alimentación
BWI | IBB | ICM | Building and Wood Workers' International | Internationale des travailleurs du bâtiment et du bois
    | Internacional de Trabajadores de la Construcción y la Madera
IDWF | FITD | International Domestic Workers Federation | Fédération internationale des travailleurs domestiques
    | Federación Internacional de Trabajadores del Hogar
World Bank | Banque mondiale | Banco Mundial | World Bank Group | The World Bank | Groupe de la Banque mondiale
IMF | FMI | International Monetary Fund | Fonds monétaire international | Fondo Monetario Internacional
IFC | International Finance Corporation | Société financière internationale | Corporación Financiera Internacional
OECD | OCDE | Organisation for Economic Co-operation and Development
    | Organisation de coopération et de développement économiques
    | Organización para la Cooperación y el Desarrollo Económicos
OSCE | Organization for Security and Co-operation in Europe
    | Organisation pour la sécurité et la coopération en Europe
    | Organización para la Seguridad y la Cooperación en Europa
EU | UE | European Union | Union européenne | Unión Europea
AU | UA | African Union | Union africaine | Unión Africana
AUC | CUA | African Union Commission | Commission de l'Union africaine | Comisión de la Unión Africana
OAS | OEA | Organization of American States | Organisation des États américains
    | Organización de los Estados Americanos
ECOWAS | CEDEAO | Economic Community of West African States
    | Communauté économique des États de l'Afrique de l'Ouest
    | Comunidad Económica de los Estados de África Occidental
AfDB | BAD | African Development Bank | Banque africaine de développement | Banco Africano de Desarrollo
IDB | BID | Inter-American Development Bank | Banque interaméricaine de développement
    | Banco Interamericano de Desarrollo
WTO | OMC | World Trade Organization | Organisation mondiale du commerce | Organización Mundial del Comercio
ICRC | CICR | International Committee of the Red Cross | Comité international de la Croix-Rouge
    | Comité Internacional de la Cruz Roja
UNCTAD | CNUCED | United Nations Conference on Trade and Development
    | Conférence des Nations Unies sur le commerce et le développement
    | Conferencia de las Naciones Unidas sobre Comercio y Desarrollo
IFAD | FIDA | International Fund for Agricultural Development | Fonds international de développement agricole
    | Fondo Internacional de Desarrollo Agrícola
ECLAC | CEPAL | CEPALC | Economic Commission for Latin America and the Caribbean
    | Comisión Económica para América Latina y el Caribe
    | Commission économique pour l'Amérique latine et les Caraïbes
IPU | UIP | Inter-Parliamentary Union | Union interparlementaire | Unión Interparlamentaria
SADC | Southern African Development Community | Communauté de développement de l'Afrique australe
    | Comunidad de Desarrollo de África Meridional
UN Global Compact | UNGC | United Nations Global Compact | Pacte mondial des Nations Unies
    | Pacto Mundial de las Naciones Unidas
USAID | United States Agency for International Development | US Agency for International Development
USDOL | US DOL | US Department of Labor | United States Department of Labor
ITCILO | ITC-ILO | CIF-OIT | International Training Centre of the ILO | Centre international de formation de l'OIT
    | Centro Internacional de Formación de la OIT
""".strip()
    .replace("\n    |", " |")
    .splitlines()
)
