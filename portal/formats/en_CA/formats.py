"""English Canada: short dates as ISO writes them, since both orders are in use there; weeks from Sunday."""

SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
FIRST_DAY_OF_WEEK = 0
THOUSAND_SEPARATOR = "\xa0"
