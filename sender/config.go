package sender

import (
	"bytes"
	"cmp"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/sender/provider/kombi"
)

// Config is the configuration file of a sender, YAML. Unknown keys are refused;
// paths are relative to the file. All keys but the profiles may be left out.
type Config struct {
	Data     string          `yaml:"data"` // folder of the outbox
	Receipts ReceiptsConfig  `yaml:"receipts"`
	Retry    RetryConfig     `yaml:"retry"`
	Profiles []ProfileConfig `yaml:"profiles"`
}

// ReceiptsConfig is about the endpoint to which receipts are pushed.
type ReceiptsConfig struct {
	Listen      string `yaml:"listen"`      // host:port
	PublicURL   string `yaml:"publicUrl"`   // how the provider reaches it
	Certificate string `yaml:"certificate"` // PEM with key; when not named one is made, which only a simulator can be told to trust
}

// RetryConfig says how hard to try.
type RetryConfig struct {
	First    Span `yaml:"first"`
	Longest  Span `yaml:"longest"`
	Attempts int  `yaml:"attempts"`
	Timeout  Span `yaml:"timeout"`
	Rest     Span `yaml:"rest"`
}

// Span is a duration written as 30s or 24h.
type Span time.Duration

// UnmarshalYAML reads what time.ParseDuration reads.
func (s *Span) UnmarshalYAML(node *yaml.Node) error {
	d, err := time.ParseDuration(node.Value)
	if err != nil || d < 0 {
		return fmt.Errorf("line %d: %q is no duration; write it as 30s, 5m or 24h", node.Line, node.Value)
	}
	*s = Span(d)
	return nil
}

// ProfileConfig is an authority.
type ProfileConfig struct {
	ID           string            `yaml:"id"`
	CVR          string            `yaml:"cvr"`  // default: from the certificate
	Name         string            `yaml:"name"` // default: from the certificate
	Certificate  string            `yaml:"certificate"`
	Trust        string            `yaml:"trust"`        // PEM of the provider's CAs; default the system's
	ReceiptTrust string            `yaml:"receiptTrust"` // PEM of the CAs that may push receipts; default Trust
	Provider     ProviderConfig    `yaml:"provider"`
	PostType     string            `yaml:"postType"`
	PrintType    string            `yaml:"printType"`
	MemoVersion  string            `yaml:"memoVersion"`
	PrintProfile string            `yaml:"printProfile"` // what the print shop asks of documents: a built-in name, or a file
	OverdueAfter Span              `yaml:"overdueAfter"`
	Rules        map[string]string `yaml:"rules"` // switches that differ from their defaults
}

// ProviderConfig is "external-test", "production", one address for all services,
// or the four addresses.
type ProviderConfig kombi.Addresses

// UnmarshalYAML reads the four forms.
func (p *ProviderConfig) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*p = ProviderConfig(provider(node.Value))
		return nil
	}
	// A node decodes without the decoder's strictness: unknown keys are found here.
	var given map[string]string
	if err := node.Decode(&given); err != nil {
		return err
	}
	services := map[string]*string{"sts": &p.STS, "token": &p.Token, "lookup": &p.Lookup, "send": &p.Send}
	for key, address := range given {
		at, ok := services[key]
		if !ok {
			return fmt.Errorf("line %d: provider has no key %q; give sts, token, lookup and send", node.Line, key)
		}
		*at = address
	}
	return nil
}

func provider(name string) kombi.Addresses {
	switch name {
	case "external-test":
		return kombi.ExternalTest()
	case "production":
		return kombi.Production()
	default:
		return kombi.At(name)
	}
}

// ReadConfig reads a configuration file. Errors are *[Error] with [CodeConfig].
func ReadConfig(path string) (Config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Config{}, &Error{Code: CodeConfig, Text: "the configuration file cannot be read", Cause: err}
	}
	var c Config
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&c); err != nil && !errors.Is(err, io.EOF) {
		return Config{}, &Error{Code: CodeConfig, Text: "correct the configuration file " + path, Cause: err}
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Config{}, &Error{Code: CodeConfig, Text: path + " holds more than one YAML document; leave out all after the first", Cause: err}
	}
	if err := c.check(); err != nil {
		return Config{}, &Error{Code: CodeConfig, Text: "correct the configuration file " + path, Cause: err}
	}
	if len(c.Profiles) == 0 {
		return Config{}, &Error{Code: CodeConfig, Text: path + " names no profiles; add at least one with id, certificate and provider"}
	}
	at := func(p *string) {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(filepath.Dir(path), *p)
		}
	}
	at(&c.Data)
	at(&c.Receipts.Certificate)
	for i := range c.Profiles {
		at(&c.Profiles[i].Certificate)
		at(&c.Profiles[i].Trust)
		at(&c.Profiles[i].ReceiptTrust)
		if _, builtIn := fjernprint.BuiltIn(c.Profiles[i].PrintProfile); !builtIn {
			at(&c.Profiles[i].PrintProfile)
		}
	}
	return c, nil
}

// longestTimeout keeps an attempt well within the time after which the outbox
// would cut it off.
const longestTimeout = 2 * time.Minute

func (c Config) check() error {
	if c.Retry.Attempts < 0 {
		return errors.New("retry.attempts must be at least 1")
	}
	if time.Duration(c.Retry.Timeout) > longestTimeout {
		return fmt.Errorf("retry.timeout must be at most %s", longestTimeout)
	}
	if c.Receipts.PublicURL == "" {
		return nil
	}
	u, err := url.Parse(c.Receipts.PublicURL)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("receipts.publicUrl is %q; write it as https://host:port", c.Receipts.PublicURL)
	}
	return nil
}

// Files that "brevdue certs" and "brevdue simulate --certs" write.
const (
	fileOrganisation = "organisation.pem"
	fileTrust        = "ca-bundle.pem"
	fileEndpoint     = "receipt-endpoint.pem"
)

// ConfigOf is the configuration for one authority whose certificates are in a
// folder as "brevdue certs" writes it.
func ConfigOf(certs, address string) Config {
	endpoint := filepath.Join(certs, fileEndpoint)
	if _, err := os.Stat(endpoint); errors.Is(err, fs.ErrNotExist) {
		endpoint = "" // older folders have none: one is made
	}
	return Config{
		Receipts: ReceiptsConfig{Certificate: endpoint},
		Profiles: []ProfileConfig{{
			ID: "default", Certificate: filepath.Join(certs, fileOrganisation), Trust: filepath.Join(certs, fileTrust),
			Provider: ProviderConfig(provider(address)),
		}},
	}
}

// profile loads what a profile names.
func (c ProfileConfig) profile() (Profile, error) {
	wrong := func(err error) (Profile, error) {
		return Profile{}, &Error{Code: CodeConfig, Text: "profile " + c.ID, Cause: err}
	}
	if c.Certificate == "" {
		return wrong(errors.New("name the file with the authority's certificate and key"))
	}
	p := Profile{
		ID: c.ID, CVR: ident.CVR(c.CVR), Name: c.Name, Provider: kombi.Addresses(c.Provider),
		PostType: c.PostType, PrintType: c.PrintType, OverdueAfter: time.Duration(c.OverdueAfter),
	}
	var err error
	if p.Certificate, err = loadCertificate(c.Certificate); err != nil {
		return wrong(err)
	}
	cvr, name, err := owner(p.Certificate)
	if err != nil {
		return wrong(err)
	}
	p.CVR, p.Name = cmp.Or(p.CVR, cvr), cmp.Or(p.Name, name)
	if p.Roots, err = optionalPool(c.Trust); err != nil {
		return wrong(err)
	}
	if p.ReceiptCA, err = optionalPool(cmp.Or(c.ReceiptTrust, c.Trust)); err != nil {
		return wrong(err)
	}
	if c.MemoVersion != "" {
		version, ok := memo.ParseVersion(c.MemoVersion)
		if !ok {
			return wrong(fmt.Errorf("memoVersion %q is not supported; choose 1.1 or 1.2", c.MemoVersion))
		}
		p.MemoVersion = version
	}
	if c.PrintProfile != "" {
		if p.Print, err = fjernprint.NamedProfile(c.PrintProfile); err != nil {
			return wrong(err)
		}
	}
	for name, value := range c.Rules {
		if p.Rules, err = p.Rules.With(law.Name(name), value); err != nil {
			return wrong(err)
		}
	}
	return p, nil
}

func optionalPool(path string) (*x509.CertPool, error) {
	if path == "" {
		return nil, nil
	}
	return loadPool(path)
}
