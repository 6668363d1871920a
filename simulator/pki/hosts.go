package pki

import (
	"fmt"
	"net"
	"slices"
	"strings"
)

// The longest DNS name and label, RFC 1035 section 2.3.4.
const (
	maxHost  = 253
	maxLabel = 63
)

// RealHosts returns the host names that existing clients have built in (sf1601
// 8.2). The server certificate carries them all, so that a client whose DNS is
// redirected to the simulator works unmodified. The slice is the caller's.
func RealHosts() []string {
	return []string{
		"n2adgangsstyring.eksterntest-stoettesystemerne.dk",
		"n2adgangsstyring.stoettesystemerne.dk",
		"adgangsstyring.eksterntest-stoettesystemerne.dk", // STS before March 2025
		"adgangsstyring.stoettesystemerne.dk",
		"exttest.serviceplatformen.dk",
		"prod.serviceplatformen.dk",
		"beskedfordeler.eksterntest-stoettesystemerne.dk",
		"beskedfordeler.stoettesystemerne.dk",
		"sftpexttest.serviceplatformen.dk",
		"sftp.serviceplatformen.dk",
	}
}

// LocalHosts returns the names under which a machine reaches itself, and the
// reserved domain under which each world can have a host name of its own. The
// slice is the caller's.
func LocalHosts() []string {
	return []string{"localhost", "127.0.0.1", "::1", "brevdue.test", "*.brevdue.test"}
}

// names is a set of host names, split as a certificate wants them.
type names struct {
	dns []string
	ips []net.IP
}

// splitHosts sorts host names and addresses apart, in lower case and each once.
// A name that no certificate can carry is refused with CodeInvalidName.
func splitHosts(hosts []string) (names, error) {
	var n names
	for _, host := range hosts {
		host = strings.ToLower(strings.TrimSpace(host))
		if ip := net.ParseIP(strings.Trim(host, "[]")); ip != nil {
			if !slices.ContainsFunc(n.ips, ip.Equal) {
				n.ips = append(n.ips, ip)
			}
			continue
		}
		if err := checkHost(host); err != nil {
			return names{}, err
		}
		if !slices.Contains(n.dns, host) {
			n.dns = append(n.dns, host)
		}
	}
	return n, nil
}

// checkHost refuses what is not a host name; a leading "*." is a wildcard.
// Underscores pass, because container names have them.
func checkHost(host string) error {
	const allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_"
	ok := len(host) <= maxHost
	for label := range strings.SplitSeq(strings.TrimPrefix(host, "*."), ".") {
		ok = ok && label != "" && len(label) <= maxLabel && strings.Trim(label, allowed) == "" &&
			!strings.HasPrefix(label, "-") && !strings.HasSuffix(label, "-")
	}
	if !ok {
		return &Error{Code: CodeInvalidName, Message: fmt.Sprintf(
			"%q is not a host name: give a name such as brevdue.test, *.brevdue.test or an IP address, without port", host)}
	}
	return nil
}
