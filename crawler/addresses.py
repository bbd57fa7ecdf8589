"""One address for one page: what differs between links to the same article is taken out.

Scheme and host in lower case, no default port, no fragment, no tracking parameters, remaining parameters in the order
given. The path is kept as it is: `/News/` and `/news` may be two pages.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import safe_url_string

# Added by senders (newsletters, social networks, advertisers, feeds), never needed to find the page. `cmp`, `at_medium`
# and `ocid` are public broadcasters' own; `ref`, `source` and `from` name the referring page.
_TRACKING = re.compile(
    r"utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)|fbclid|gclid|dclid|yclid|msclkid|igshid|"
    r"mc_[ce]id|_ga|_gl|_hs\w+|hsa_\w+|ns_\w+|cmp|cmpid|ocid|smid|smtyp|spm|ref|ref_src|referrer|source|from|ftag|"
    r"xtor|wt_mc|wt_zmc|s_cid|sh|share|shared|mibextid|traffic_source|taid|rss|feed|partner|cid|__twitter_impression",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_ADDRESS_CHARACTERS = 2_048


def canonical_url(url: str) -> str:
    """Return the normalised form of `url`; what is no http(s) address comes back stripped and otherwise untouched."""
    stripped = url.strip()
    try:
        parts = urlsplit(safe_url_string(stripped))
        host, port, scheme = (parts.hostname or "").rstrip("."), parts.port, parts.scheme.lower()
    except ValueError:  # a broken port or bracket
        return stripped
    if scheme not in _DEFAULT_PORTS or not host:
        return stripped
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", _without_tracking(parts.query), ""))


def same_site(left: str, right: str) -> bool:
    """Tell whether two addresses have one host, `www.`, `m.` and `amp.` set aside."""
    return bool(bare_host(left)) and bare_host(left) == bare_host(right)


def bare_host(url: str) -> str:
    """Return the host in lower case without `www.`, `m.`, `mobile.` or `amp.`; empty when there is none."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", host)


def _without_tracking(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)
