"""Country home pages, sections, media and the groups behind them: one page tree an edition."""
