package strictxml

import (
	"strconv"
	"strings"
)

// isURIReference follows RFC 3986 after the escaping that xs:anyURI allows:
// blanks, characters outside ASCII and <>"{}|\^`' count as escaped already.
func isURIReference(v string) bool {
	if v == "" {
		return true
	}
	rest, fragment, hasFragment := strings.Cut(v, "#")
	if hasFragment && !uriChars(fragment, ":@/?[]") {
		return false
	}
	rest, query, hasQuery := strings.Cut(rest, "?")
	if hasQuery && !uriChars(query, ":@/?") {
		return false
	}
	scheme, path, absolute := strings.Cut(rest, ":")
	if absolute && isScheme(scheme) {
		return isHierPart(path)
	}
	// relative: no colon before the first slash
	if first, _, _ := strings.Cut(rest, "/"); strings.Contains(first, ":") {
		return false
	}
	return isHierPart(rest)
}

func isScheme(v string) bool {
	for i := 0; i < len(v); i++ {
		c := v[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		other := c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'
		if !letter && (i == 0 || !other) {
			return false
		}
	}
	return v != ""
}

func isHierPart(v string) bool {
	authority, ok := strings.CutPrefix(v, "//")
	if !ok {
		return uriChars(v, ":@/")
	}
	path := ""
	if i := strings.IndexByte(authority, '/'); i >= 0 {
		authority, path = authority[:i], authority[i:]
	}
	return isAuthority(authority) && uriChars(path, ":@/")
}

func isAuthority(v string) bool {
	if i := strings.IndexByte(v, '@'); i >= 0 {
		if !uriChars(v[:i], ":") {
			return false
		}
		v = v[i+1:]
	}
	if strings.HasPrefix(v, "[") {
		i := strings.IndexByte(v, ']')
		if i < 0 {
			return false
		}
		v = v[i+1:]
		if v == "" {
			return true
		}
		return v[0] == ':' && isPort(v[1:])
	}
	host, port, hasPort := strings.Cut(v, ":")
	return uriChars(host, "") && (!hasPort || isPort(port))
}

// isPort allows what libxml2 can count.
func isPort(v string) bool {
	_, err := strconv.ParseInt(v, 10, 32)
	return err == nil && digits(v) == len(v)
}

// uriChars allows unreserved characters, sub-delimiters, %XX, and extra.
func uriChars(v, extra string) bool {
	for i := 0; i < len(v); i++ {
		c := v[i]
		switch {
		case c >= 0x7f || c < 0x20:
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9':
		case strings.IndexByte(" -._~!$&'()*+,;=<>\"{}|\\^`", c) >= 0:
		case c == '%':
			if i+2 >= len(v) || !isHex(v[i+1]) || !isHex(v[i+2]) {
				return false
			}
			i += 2
		case strings.IndexByte(extra, c) >= 0:
		default:
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}
