"""Virtual conferences, their sessions, speakers and agendas; empty until its issue is built."""
