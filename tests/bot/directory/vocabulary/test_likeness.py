"""Which names mean the same organisation or field: enough of both to see that it is precise."""

import time

import pytest

from bot.directory.vocabulary.likeness import alike, alike_among

ALIKE = """
ILO | I.L.O.
ILO | I. L. O.
ILO | ilo
ILO | International Labour Organization
I.L.O. | International Labor Organisation
ILO | OIT
OIT | Organización Internacional del Trabajo
OIT | Organisation internationale du travail
BIT | Bureau international du Travail
ILO | Bureau international du Travail
International Labour Organization | Organisation internationale du Travail
International Labour Organization (ILO) | ILO
International Labour Organization (ILO) | International Labour Organization
ILO (International Labour Organization) | International Labour Organisation
ILO - International Labour Organization | ILO
International Labour Office | ILO
IOM | OIM
IOM | International Organisation for Migration
UN Migration | IOM
UNICEF | Unicef
UNICEF | United Nations Children's Fund
UNICEF | Fonds des Nations Unies pour l’enfance
UNODC | ONUDC
OHCHR | ACNUDH
OHCHR | HCDH
UNHCR | ACNUR
UNHCR | HCR
FAO | Food and Agriculture Organization of the United Nations
FAO | Organisation des Nations Unies pour l'alimentation et l'agriculture
ITUC | CSI
ITUC | International Trade Union Confederation
CSI | Confédération Syndicale Internationale
IOE | OIE
IOE | International Organization of Employers
WHO | OMS
World Bank | The World Bank
World Bank | Banque Mondiale
World Bank | Banco Mundial
Ministry of Labour, Nepal | Ministry of Labor of Nepal
Ministry of Labour of Nepal | Nepal Ministry of Labour
Ministère du Travail du Sénégal | MINISTERE DU TRAVAIL, SENEGAL
Ministerio de Trabajo del Perú | Ministerio del Trabajo - Peru
Ministry of Labour & Employment | Ministry of Labour and Employment
Ministry of Labour and Employement | Ministry of Labour and Employment
Min. of Labour | Ministry of Labour
Dept. of Labor | Department of Labour
Ministry of Labour | MoL
Anti-Slavery International | Antislavery International
Anti-Slavery International | Anti Slavery Internatonal
Walk Free | WalkFree
Walk Free | The Walk Free
Global March Against Child Labour | Global March against Child Labor
Global March Against Child Labour | GMACL
Trades Union Congress | Trade Union Congress
Trades Union Congress (TUC) | TUC
Confederation of Nepalese Industries | Confederation of Nepalese Industry
ITUC-CSI | International Trade Union Confederation
ILO/OIT | ILO
International Labour Organization ILO | OIT
Intl. Labour Org. | International Labour Organization
Danish Refugee Council (DRC) | DRC
Deutsche Gesellschaft für Internationale Zusammenarbeit (GIZ) | GIZ
GIZ (Deutsche Gesellschaft für Internationale Zusammenarbeit) | GIZ
U.S. Department of Labor | United States Department of Labor
USDOL | US Department of Labor
Ministry of Labour and Social Affairs | MoLSA
UN Development Programme | UNDP
Workers' Rights Watch | Worker's Rights Watch
Children's Rights Network | Childrens Rights Network
Soldiarity House | Solidarity House
International Cocoa Initiative | ICI
Fair Labor Association | FLA
Fair Labor Association, Inc. | Fair Labour Association
Nestlé S.A. | Nestle
Nestlé | NESTLÉ SA
Verité | Verite Inc
Solidarity Center | Solidarity Centre
Łódź University | Lodz University
Université de Côte d’Ivoire | Universite de Cote d'Ivoire
University of Ivory Coast | University of Côte d'Ivoire
Centre for Child Rights & Business | The Center for Child Rights and Business
Kenyan Ministry of Labour | Ministry of Labour of Kenya
Nepalese Red Cross | Nepal Red Cross
Ministerio de Trabajo y Promoción del Empleo | Ministerio de Trabajo y Promocion de Empleo
MTPE | Ministerio de Trabajo y Promoción del Empleo
CGT | Confédération générale du travail
C.G.T. | CGT
Anti-Slavery Intl | Anti-Slavery International
Univ. of Ghana | University of Ghana
Human Rights Watch (HRW) | Human Rights Watch
HRW | Human Rights Watch
International Organisation of Employers (IOE) | OIE
Save the Children | Save The Childrens
ILO HQ | ILO HQ.
Alliance 8.7 | Alliance 8-7
GoodWeave International | Good Weave International
Winrock International | Winrock Internationnal
Stop the Traffik | STOP THE TRAFFIK
lutte contre le travail forcé | Lutte contre le travail force
trabajo infantil | Trabajo Infantil.
health & safety | health and safety
due diligence | due-diligence
due diligence | due dilligence
International Labour Organization | International Labour Organizatoin
World Bank Group | Worldbank
Walmart | Wal-Mart Inc.
Min. del Trabajo | Ministerio del Trabajo
Ministerio de Trabajo del Perú | Ministry of Labour of Peru
Ministère du Travail | Ministry of Labour
Universidad Nacional de Lima | National University of Lima
St. Mary's College | Saint Mary's College
child labour | child labor
supply chain | supply chains
supply chains | Supply-chains
fair recruitement | fair recruitment
occupational safety and health | OSH
corporate social responsibility | CSR
labour inspections | labor inspection
domestic workers | Domestic worker
Trafficking in persons | trafficking in person
"""

NOT_ALIKE = """
ILO | IOM
ILO | IOE
OIT | OIM
WHO | World Bank
UNICEF | UNESCO
UNHCR | OHCHR
UNODC | OHCHR
ITUC | ITF
ITUC | International Transport Union Council
ILO | ILO Nepal
ILO | ILO Country Office for Nepal
ILO Nepal | ILO Peru
UNICEF Nepal | UNICEF Niger
UNICEF | UNICEF Kenya
Ministry of Labour of Nepal | Ministry of Labour of Peru
Ministry of Labour of Niger | Ministry of Labour of Nigeria
Ministry of Labour, Mali | Ministry of Labour, Malawi
Ministry of Labour | Ministry of Labour of Nepal
Ministry of Labour | Ministry of Justice
Ministry of Labour | Ministry of Health
Ministry of Labour, Austria | Ministry of Labour, Australia
Ministry of Labour of Iran | Ministry of Labour of Iraq
Ministry of Labour, Gambia | Ministry of Labour, Zambia
Ministère du Travail de la Guinée | Ministère du Travail de la Guinée-Bissau
Ministry of Labour, Dominica | Ministry of Labour, Dominican Republic
Ministry of Labour, South Sudan | Ministry of Labour, Sudan
Ministerio de Trabajo del Paraguay | Ministerio de Trabajo del Uruguay
Ministry of Labour (Nepal) | Ministry of Labour (Peru)
CGT (Argentina) | CGT (Colombia)
CGT | CGT (Argentina)
Ministry of Labour | Ministry of Labour and Employment
Federation of Employers | Federation of Employees
Kenya Employers Federation | Kenya Employees Federation
Employers' Federation of India | Workers' Federation of India
National Union of Workers | International Union of Workers
Miners Union | Minors Union
Northern Workers Union | Southern Workers Union
Eastern Province Council | Western Province Council
Local 12 | Local 13
Union Local 112 | Union Local 121
Region 1 Labour Office | Region 2 Labour Office
Trades Union Congress of Ghana | Trades Union Congress of Nigeria
General Federation of Nepalese Trade Unions | All Nepal Federation of Trade Unions
University of Nottingham | University of Birmingham
University of Lima | University of Cali
Save the Children | Save the Forest
Save the Children | Save the Children UK
Human Rights Watch | Human Rights First
Global March | Global Compact
Global Fund | Global Fund to End Modern Slavery
Walk Free | Free the Slaves
Anti-Slavery International | Amnesty International
World Vision | World Bank
World Vision International | Plan International
Oxfam | Oxfarm Ltd
Oxfam | OXF
Act | Association of Cocoa Traders
Care | Centre for African Research and Education
Mars | Mers
Mondelez | Nestlé
African Union | European Union
African Development Bank | Asian Development Bank
European Commission | European Council
Chamber of Commerce of Lima | Chamber of Commerce of Piura
Center for Children | Center for Women
child labour | forced labour
child labour | child marriage
supply chains | value chains
fair recruitment | fair trade
formal economy | informal economy
migration | immigration
domestic work | domestic violence
agriculture | aquaculture
labour inspection | labour migration
training | trading
??? | !!!
OSH | CSR
Federación de Trabajadores del Hogar | Federación de Trabajadoras del Hogar
Ministerio de Trabajo | Ministry of Justice
Confederation of Zimbabwe Industries | Confederation of Zambian Industries
University of York | University of New York
New York University | University of York
Ministry of Labour Ghana | Ministry of Labour Guyana
Kuoni | Koni
UNICEF Innocenti | UNICEF
trabajo infantil | trabajo forzoso
Austrian Red Cross | Australian Red Cross
Kenya Red Cross | Kenyan Green Cross
Union of Bakers | Union of Bankers
Central Bank of Kenya | Central Union of Kenya
ITUC | ITUC-Africa
ITUC-Africa | ITUC-Asia Pacific
UNICEF Nepal | UNICEF
UNDP | UNEP
IOM | IMO
Ministry of Labour | Ministry of Labour and Social Protection
Labour Inspectorate | Labour Institute
Institute of Labour | Ministry of Labour
Caritas Nepal | Caritas India
Fundación Telefónica | Fundación Telefónica Perú
Walk Free | Walk Fair
Human Trafficking Institute | Human Trafficking Foundation
Port Workers Union | Dock Workers Union
Alliance 8.7 | Alliance 8.8
Sindicato de Mineros | Sindicato de Marineros
fishing | farming
mining | mica
forced labour | forced marriage
modern slavery | modern living
data | date
gender equality | gender violence
trade unions | trade
Nigerian Union of Teachers | Nigerien Union of Teachers
Save the Children (UK) | Save the Children (US)
Action Group II | Action Group III
Trade Union Congress (TUC) | Teachers Union Council (TUC)
OIE | Organisation of Island Entrepreneurs
Fundación Marta | Fundación María
Ministry of Labour 2019 | Ministry of Labour 2020
Kenya Red Cross | Kenya Green Cross
International Committee of the Red Cross | International Federation of the Red Cross
Confederation of Indian Industry | Confederation of Iranian Industry
"""


def _pairs(text: str) -> list[tuple[str, str]]:
    rows = [line.split(" | ") for line in text.strip().splitlines()]
    return [(row[0], row[1]) for row in rows if len(row) == 2]


@pytest.mark.parametrize(("one", "other"), _pairs(ALIKE))
def test_the_same_in_two_ways_is_seen_as_one_whichever_comes_first(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one) == alike(one, other)


@pytest.mark.parametrize(("one", "other"), _pairs(NOT_ALIKE))
def test_what_only_looks_alike_is_not_asked_about(one: str, other: str) -> None:
    assert alike(one, other) is None
    assert alike(other, one) is None


def test_a_new_name_is_compared_with_five_thousand_others_in_a_tenth_of_a_second() -> None:
    kinds = (
        "Ministry of Labour",
        "Workers' Union",
        "Chamber of Commerce",
        "Centre for Child Rights",
        "Cocoa Board",
    )
    places = [f"{chr(97 + n % 26) * 3}{chr(97 + n // 26 % 26) * 3} and Town{n}" for n in range(5000)]
    others = [(n, f"{kinds[n % 5]} of Place {place}") for n, place in enumerate(places)]
    others.append((5000, "Ministry of Labor, Employment & Social Security"))
    seconds = []
    for name in (
        "Ministry of Labour, Employment and Social Securty",
        "Ministry of Labour and Social Security Employment",
    ):
        began = time.perf_counter()
        assert [number for number, _ in alike_among(name, others)] == [5000]
        seconds.append(time.perf_counter() - began)
    print(f"5,000 others: {seconds[0] * 1000:.0f} ms at first, then {seconds[1] * 1000:.0f} ms")
    assert seconds[1] < 0.1
