"""HTTP connections that reach public addresses only: a page of others must not lead us into our
own network.
"""

import ipaddress
import socket
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

PORTS = {"http": 80, "https": 443}


class RefusedError(Exception):
    """A request that we do not make; the message says why."""


def refuse_unsafe_address(url: str, private: Collection[str]) -> None:
    """Refuse schemes other than http and https, credentials in the address, and private hosts.

    `private` lists the HOST:PORT of private networks that may be reached all the same. Raises
    RefusedError, or OSError where the name of the host is unknown.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
        raise RefusedError("it leads to an address that is not of the web")
    _refuse_private(parts.hostname, parts.port or PORTS[parts.scheme], private)


def _refuse_private(host: str, port: int, private: Collection[str]) -> None:
    if f"{host}:{port}" in private:
        return
    try:
        addresses = [ipaddress.ip_address(host.strip("[]"))]
    except ValueError:
        addresses = [
            ipaddress.ip_address(str(info[4][0]).partition("%")[0])
            for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        ]
    if not all(address.is_global and not address.is_multicast for address in addresses):
        raise RefusedError("it leads to a private address")


def _refuse_private_peer(connection: HTTPConnection, private: Collection[str]) -> None:
    if f"{connection.host}:{connection.port}" not in private:
        address, port = connection.sock.getpeername()[:2]
        _refuse_private(address.partition("%")[0], port, private)


class PublicAdapter(HTTPAdapter):
    """Checks every address twice: before the connection, so that nothing private is touched, and
    after it, since a name may mean another address by then.
    """

    def __init__(self, private: Collection[str]) -> None:
        self._private = private
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools of the session use our connections."""
        super().init_poolmanager(*args, **kwargs)
        private = self._private

        class Connection(HTTPConnection):
            def connect(self) -> None:
                _refuse_private(self.host, self.port or PORTS["http"], private)
                super().connect()
                _refuse_private_peer(self, private)

        class EncryptedConnection(HTTPSConnection):
            def connect(self) -> None:
                _refuse_private(self.host, self.port or PORTS["https"], private)
                super().connect()
                _refuse_private_peer(self, private)

        class Pool(HTTPConnectionPool):
            ConnectionCls = Connection

        class EncryptedPool(HTTPSConnectionPool):
            ConnectionCls = EncryptedConnection

        self.poolmanager.pool_classes_by_scheme = {"http": Pool, "https": EncryptedPool}
