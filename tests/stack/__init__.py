"""The portal as it is deployed: compose.yaml's own commands on real services, started, asked, killed and stopped."""
