package memo_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
)

// letter is a small message with one document of the given size.
func letter(size int) *memo.Message {
	return letterFrom(memo.From(int64(size), func() (io.ReadCloser, error) {
		return io.NopCloser(io.LimitReader(&pattern{}, int64(size))), nil
	}))
}

func letterFrom(c strictxml.Content) *memo.Message {
	return &memo.Message{
		MemoVersion: "1.2",
		Header: memo.Header{
			MessageType: memo.DigitalPost,
			MessageUUID: "3f2b8a10-1c2d-4e5f-8a9b-0c1d2e3f4a5b",
			Label:       "Afgørelse om boligstøtte",
			Sender:      memo.Sender{SenderID: "99999901", IDType: "CVR", Label: "Eksempelkøbing Kommune"},
			Recipient:   memo.Recipient{RecipientID: "0305709990", IDType: "CPR"},
		},
		Body: &memo.Body{
			CreatedDateTime: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC),
			MainDocument: memo.Document{Files: []memo.File{{
				EncodingFormat: "application/pdf", Filename: "Afgørelse.pdf", Language: "da", Content: c,
			}}},
		},
	}
}

// pattern is an endless and cheap source of bytes.
type pattern struct{ at int }

// period is the bytes that pattern repeats; 37 and 256 have no common factor.
var period = func() (b [64 << 8]byte) {
	for i := range b {
		b[i] = byte(i * 37)
	}
	return b
}()

func (p *pattern) Read(b []byte) (int, error) {
	n := copy(b, period[p.at:])
	p.at = (p.at + n) % len(period)
	return n, nil
}

func written(tb testing.TB, m *memo.Message) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := memo.Write(&b, m, memo.V12); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{16, 50 << 10, 10 << 20} {
		doc := written(b, letter(size))
		b.Run(fmt.Sprintf("%dKB", len(doc)>>10), func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				_, findings, err := memo.Read(bytes.NewReader(doc), discard, memo.Options{})
				if err != nil || len(findings) > 0 {
					b.Fatal(err, findings)
				}
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, size := range []int{16, 50 << 10, 10 << 20} {
		m := letter(size)
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := memo.Write(io.Discard, m, memo.V12); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func discard(*memo.File) (io.WriteCloser, error) { return nopCloser{io.Discard}, nil }

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
