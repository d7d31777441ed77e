"""What kinds of organisations are called, folded, in English, French and Spanish: by sector, names with "|" between them."""

from typing import Final

SECTOR_NAMES: Final[dict[str, str]] = {
    "government": "government|governments|governmental|public sector|government official|government officials|state actors"
    "|gouvernement|gouvernements|gouvernemental|gouvernementale|gouvernementaux|secteur public"
    "|gobierno|gobiernos|gubernamental|gubernamentales|sector publico",
    "employers": "employers|employer|employers organisation|employers organisations|employers organization"
    "|employers organizations|employer organisation|employer organisations|employer organization|employer organizations"
    "|employers association|employers federation|employers s organisation|employer s organisation|employer s organization"
    "|employeurs|employeur|patronat|patronal|patronale|organisation d employeurs|organisations d employeurs"
    "|organisation patronale|organisations patronales"
    "|empleadores|empleador|patronales|organizacion de empleadores|organizaciones de empleadores|gremial empresarial",
    "workers": "workers|worker|workers organisation|workers organisations|workers organization|workers organizations"
    "|trade union|trade unions|trade unionist|trade unionists|tradeunion|tradeunions|labor union|labor unions|labour union"
    "|labour unions|union|unions|unionist|unionists|workers union|workers unions|union federation"
    "|syndicat|syndicats|syndical|syndicale|syndicaux|syndicales|syndicaliste|syndicalistes|syndicat de travailleurs"
    "|organisation syndicale|organisations syndicales|centrale syndicale|travailleurs|organisation de travailleurs"
    "|organisations de travailleurs"
    "|sindicato|sindicatos|sindical|sindicales|sindicalista|sindicalistas|central sindical|centrales sindicales"
    "|organizacion sindical|organizaciones sindicales|trabajadores|organizacion de trabajadores"
    "|organizaciones de trabajadores|gremio|gremios",
    "ngo": "ngo|ngos|ingo|ingos|non profit|non profits|nonprofit|nonprofits|not for profit|civil society"
    "|civil society organisation|civil society organisations|civil society organization|civil society organizations|cso|csos"
    "|non governmental organisation|non governmental organisations|non governmental organization"
    "|non governmental organizations|nongovernmental|charity|charities"
    "|ong|ongs|ongi|osc|societe civile|organisation non gouvernementale|organisations non gouvernementales"
    "|organisation de la societe civile|organisations de la societe civile|association caritative"
    "|ongd|sociedad civil|organizacion no gubernamental|organizaciones no gubernamentales|organizacion de la sociedad civil"
    "|organizaciones de la sociedad civil|sin fines de lucro|sin animo de lucro|non gouvernemental|no gubernamental",
    "un": "united nations|the united nations|un agency|un agencies|un system|un organisation|un organization|onu|agence onu"
    "|agence des nations unies|agences des nations unies|nations unies|naciones unidas|agencia de naciones unidas"
    "|agencias de las naciones unidas|agencia de la onu|agence de l onu|sistema de las naciones unidas"
    "|international organisation|international organisations|international organization|international organizations|igo|igos"
    "|organisation internationale|organisations internationales|organizacion internacional|organizaciones internacionales"
    "|intergovernmental|intergovernmental organisation|intergovernmental organization|intergouvernemental"
    "|intergubernamental|multilateral",
    "business": "business|businesses|private sector|company|companies|corporate|corporation|corporations|enterprise"
    "|enterprises|firms|entreprise|entreprises|secteur prive|societe privee|empresa|empresas|sector privado|empresarial"
    "|multinational|multinationals|multinationale|multinationales|multinacional|multinacionales",
    "academia": "academia|academic|academics|university|universities|research institute|research institution"
    "|research institutions|think tank|think tanks|universite|universites|universitaire|universitaires|academique"
    "|monde academique|institut de recherche|universidad|universidades|universitario|universitaria|academico|academica"
    "|academicos|academicas|mundo academico|instituto de investigacion|centro de investigacion|centre de recherche",
    "other": "",
}

# What they are called on screen, where that isn't said above: only for `type:`, since people say it of other things.
SHOWN: Final[dict[str, str]] = {
    "un": "un or international organisation|onu ou organisation internationale|onu u organizacion internacional",
    "academia": "universite ou recherche",
    "other": "other organisation|other organization|autre organisation|otra organizacion|others|autre|autres|otra|otras|otro|otros",
}

_PLAIN = (
    "african union|union africaine|union africana|central american integration system|european commission"
    "|commission europeenne|comision europea|european parliament|parlement europeen|parlamento europeo"
    "|african development bank|asian development bank|banque africaine de developpement|business and human rights"
    "|labour party|social worker|social workers|case worker|case workers|youth worker|youth workers|health worker|health workers"
    "|community worker|community workers|aid worker|aid workers|credit union|arab league|ligue arabe|liga arabe|american bar association"
)
# What looks like one of these names, or like a region, and is something else: read as plain words.
PLAIN: Final = frozenset(_PLAIN.split("|"))
