package printcheck

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// target is one letter to be checked: usually one file.
type target struct {
	name  string
	parts []fjernprint.Part
}

// maxStdin bounds what is read from standard input: far more than any profile takes.
const maxStdin = 128 << 20

// letters finds what the command line names: every file is a letter of its own,
// unless they are parts of one.
func (c *Command) letters(stdin io.Reader) ([]target, error) {
	if len(c.Files) == 0 {
		return nil, errors.New("name PDF files, or a folder of them")
	}
	var all []target
	for i, name := range c.Files {
		if name == "-" && slices.Contains(c.Files[:i], name) {
			return nil, errors.New("- stands for standard input, which can be read once")
		}
		found, err := find(name, stdin)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	if c.Letter {
		whole := target{name: all[0].name}
		for _, t := range all {
			whole.parts = append(whole.parts, t.parts...)
		}
		all = []target{whole}
	}
	return all, nil
}

func find(name string, stdin io.Reader) ([]target, error) {
	if name == "-" {
		return fromStdin(stdin)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be looked at: %w", name, err)
	}
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return []target{file(name, info.Size())}, nil
	case !mode.IsDir():
		return nil, fmt.Errorf("%s is no ordinary file: use - and lead it into standard input", name)
	}
	var found []target
	err = filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.EqualFold(filepath.Ext(path), ".pdf") {
			return err
		}
		info, err := os.Stat(path) // through links: what is checked is the file
		switch {
		case err != nil: // a link to nothing, or gone: opening it says so, of this letter only
			found = append(found, file(path, 0))
		case !info.IsDir():
			found = append(found, file(path, info.Size()))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("folder %s cannot be searched: %w", name, err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("folder %s holds no PDF file", name)
	}
	return found, nil
}

func file(path string, size int64) target {
	return target{path, []fjernprint.Part{{
		Name: filepath.Base(path), Size: size,
		Open: func() (io.ReadCloser, error) { return open(path) },
	}}}
}

// open opens an ordinary file. Opening a named pipe would wait for somebody to
// write into it, and no context ends that.
func open(path string) (io.ReadCloser, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no ordinary file", path)
	}
	return os.Open(path)
}

func fromStdin(stdin io.Reader) ([]target, error) {
	content, err := io.ReadAll(io.LimitReader(stdin, maxStdin))
	if err != nil {
		return nil, fmt.Errorf("standard input cannot be read: %w", err)
	}
	const name = "standard-input"
	return []target{{name, []fjernprint.Part{{
		Name: name, Size: int64(len(content)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
	}}}}, nil
}
