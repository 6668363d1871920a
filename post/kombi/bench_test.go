package kombi_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/strictxml"
)

// sized is a request whose message holds a document of n bytes.
func sized(b *testing.B, n int) []byte {
	b.Helper()
	content := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{'x'}, n))
	return []byte(request("Digital Post", strings.Replace(part(b, "memo-part.xml"), "JVBERi0xLjQKZWtzZW1wZWwK", content, 1)))
}

func BenchmarkReadRequest(b *testing.B) {
	for _, kb := range []int{1, 50, 1024} {
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			doc := sized(b, kb<<10)
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := kombi.ReadRequest(bytes.NewReader(doc), kombi.RequestOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWriteRequest(b *testing.B) {
	q := full(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := kombi.WriteRequest(io.Discard, q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadForsendelse(b *testing.B) {
	doc := readSample(b, "forsendelse-full.xml")
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := kombi.ReadForsendelse(bytes.NewReader(doc), strictxml.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReceipt(b *testing.B) {
	h := envelopeOf(b, digitalReceipt(), kombi.StatusAfleveretDigitalPost)
	var doc bytes.Buffer
	if err := kombi.WriteModtagBesked(&doc, h); err != nil {
		b.Fatal(err)
	}
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := kombi.WriteModtagBesked(io.Discard, h); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			got, _, err := kombi.ReadModtagBesked(bytes.NewReader(doc.Bytes()))
			if err != nil {
				b.Fatal(err)
			}
			if _, _, err := got.PostStatus(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkAnswer(b *testing.B) {
	a := kombi.NewAccepted("5b0b7c1e-1111-4000-8000-0c0c0c0c0c0c", kombi.AdvisDigitalPost)
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := kombi.WriteResponse(&out, a); err != nil {
			b.Fatal(err)
		}
		if _, err := kombi.ReadResponse(&out); err != nil {
			b.Fatal(err)
		}
	}
}
