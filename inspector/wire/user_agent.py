"""How we introduce ourselves to servers and proxies (RFC 9110 section 10.1.5)."""

import inspector

USER_AGENT = f"WebSocketInspector/{inspector.__version__}"
