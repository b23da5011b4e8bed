"""A whole election of generated members through the running product, over HTTP alone.

Only `world` touches the database, before anybody votes; nothing else here knows Django.
"""
