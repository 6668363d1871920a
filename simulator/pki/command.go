package pki

import (
	"context"
	"fmt"

	"github.com/alecthomas/kong"
)

// CertsCommand is "brevdue certs": it writes the certificates of one organisation,
// good and faulty, into a folder.
type CertsCommand struct {
	Dir string `arg:"" type:"path" help:"Folder to write to; made if missing."`

	Data     string `type:"path" env:"BREVDUE_DATA" placeholder:"DIR" help:"Issue from the CA of this data directory, the one given to 'brevdue simulate --data'; it is made there if missing. Without it the CA is new and no simulator knows it."`
	CVR      string `name:"cvr" default:"11111111" placeholder:"NUMBER" help:"The organisation's CVR number (${default})."`
	Name     string `default:"Eksempelkøbing Kommune" help:"The organisation's name (${default})."`
	Password string `placeholder:"TEXT" help:"Password of the PKCS#12 files; empty by default."`
	RSA      bool   `name:"rsa" help:"RSA-2048 keys instead of ECDSA P-256."`
}

// Help is shown by "brevdue certs --help".
func (c *CertsCommand) Help() string {
	return "Writes the CA, an organisation certificate, a server certificate for the receipt endpoint and " +
		"faulty variants (expired, not yet valid, revoked, wrong CA, wrong use), each as PEM, " +
		"single-file PEM and PKCS#12, and a README.txt that explains them."
}

// Run writes the files and says where.
func (c *CertsCommand) Run(ctx context.Context, app *kong.Kong) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	authority, err := Open(c.Data, Options{})
	if err != nil {
		return err
	}
	opts := ExportOptions{Name: c.Name, CVR: c.CVR, Password: c.Password, RSA: c.RSA}
	if err := authority.Export(c.Dir, opts); err != nil {
		return err
	}
	_, err = fmt.Fprintf(app.Stdout, "Certificates for %s (CVR %s) are in %s; %s there explains them.\n",
		c.Name, c.CVR, c.Dir, readme)
	if err == nil && c.Data == "" {
		_, err = fmt.Fprintln(app.Stdout, "They come from a new CA that no simulator knows: give --data DIR, the same as to 'brevdue simulate', to have them accepted.")
	}
	return err
}
