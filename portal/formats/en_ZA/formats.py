"""South Africa: year first in short dates, a space between thousands."""

SHORT_DATE_FORMAT = "Y/m/d"
SHORT_DATETIME_FORMAT = "Y/m/d H:i"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y"]
THOUSAND_SEPARATOR = "\xa0"
