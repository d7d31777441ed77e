"""Where the invented people of an alliance are from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where people are from: how they are named, their clock and their language."""

    country: str  # in the language of `locale`
    code: str  # of the country, ISO 3166-1 alpha-2
    works_in: str  # the countries that people there work on, likewise, with spaces in between
    speaks: str  # languages that people there speak, ISO 639-1, with spaces in between
    names: str  # Faker's locale
    tz: str
    locale: str
    family_name_first: bool = False

    @property
    def language(self) -> str:
        return self.locale[:2]


GENEVA = (
    Place("Switzerland", "CH", "NP TN", "en de", "en_GB", "Europe/Zurich", "en-GB"),
    Place("Suisse", "CH", "CI MG", "fr de", "fr_CH", "Europe/Zurich", "fr-FR"),
    Place("Suiza", "CH", "PE CL", "es fr", "es_ES", "Europe/Zurich", "es-ES"),
)
PLACES = (
    Place("Nepal", "NP", "NP IN QA", "ne en", "ne_NP", "Asia/Kathmandu", "en-GB"),
    Place("Tunisie", "TN", "TN LY", "ar fr", "fr_DZ", "Africa/Tunis", "fr-FR"),
    Place("Perú", "PE", "PE BO EC", "es qu", "es_CO", "America/Lima", "es-LA"),
    Place("Uganda", "UG", "UG KE SS", "en sw", "en_KE", "Africa/Kampala", "en-GB"),
    Place("Sweden", "SE", "SE UZ TH", "sv en", "sv_SE", "Europe/Stockholm", "en-GB"),
    Place(
        "Viet Nam", "VN", "VN KH LA", "vi en", "vi_VN", "Asia/Ho_Chi_Minh", "en-US", family_name_first=True
    ),
    Place("Chile", "CL", "CL PE BO", "es", "es_CL", "America/Santiago", "es-LA"),
    Place("France", "FR", "FR CI MG", "fr en", "fr_FR", "Europe/Paris", "fr-FR"),
    Place("Nigeria", "NG", "NG GH NE", "en yo", "en_NG", "Africa/Lagos", "en-GB"),
    Place("United States", "US", "US MX GT", "en es", "en_US", "America/New_York", "en-US"),
    Place("Mauritanie", "MR", "MR ML SN", "ar fr", "ar_DZ", "Africa/Nouakchott", "fr-FR"),
    Place("Sri Lanka", "LK", "LK MV", "si ta en", "si_LK", "Asia/Colombo", "en-GB"),
    Place("México", "MX", "MX GT US", "es en", "es_MX", "America/Mexico_City", "es-LA"),
    Place("Poland", "PL", "PL UA", "pl en", "pl_PL", "Europe/Warsaw", "en-GB"),
    Place("Malawi", "MW", "MW MZ ZM", "ny en", "en_KE", "Africa/Blantyre", "en-GB"),
    Place("India", "IN", "IN NP BD", "hi en", "en_IN", "Asia/Kolkata", "en-GB"),
    Place("Maroc", "MA", "MA SN", "ar fr", "ar_AA", "Africa/Casablanca", "fr-FR"),
    Place("United Kingdom", "GB", "GB IN BD", "en", "en_GB", "Europe/London", "en-GB"),
    Place("Fiji", "FJ", "FJ PG WS", "en fj", "en_IN", "Pacific/Fiji", "en-GB"),
    Place("España", "ES", "ES MA", "es en", "es_ES", "Europe/Madrid", "es-ES"),
    Place("Japan", "JP", "JP VN KH", "ja en", "ja_JP", "Asia/Tokyo", "en-US", family_name_first=True),
    Place("Canada", "CA", "CA HT", "fr en", "fr_CA", "America/Toronto", "fr-FR"),
    Place("Germany", "DE", "DE ET BD", "de en", "de_DE", "Europe/Berlin", "en-GB"),
    Place("Argentina", "AR", "AR PY UY", "es pt", "es_AR", "America/Argentina/Buenos_Aires", "es-LA"),
    Place("Indonesia", "ID", "ID MY", "id en", "id_ID", "Asia/Jakarta", "en-US"),
    Place("Türkiye", "TR", "TR SY GE", "tr en", "tr_TR", "Europe/Istanbul", "en-GB"),
)
