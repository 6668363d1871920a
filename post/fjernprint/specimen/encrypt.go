package specimen

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"slices"
)

// Encryption as of PDF 1.6 (ISO 32000-1 7.6: V 4, R 4, AES of 128 bits), with an
// empty user password. It protects nothing: it is for FP-010.

// padding fills passwords up (algorithm 2).
func padding() []byte {
	return []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")
}

const permissions = -3904 // nothing is allowed but to look

// protect encrypts the streams of a document when it is written. It has no
// strings that hold text.
func (d *document) protect() error {
	id := []byte("brevdue-specimen")
	owner, err := ownerEntry([]byte("kun til afsenderen"))
	if err != nil {
		return err
	}
	key := fileKey(owner, id)
	user, err := userEntry(key, id)
	if err != nil {
		return err
	}
	dict := d.add("<< /Filter /Standard /V 4 /R 4 /Length 128 /P %d /O <%x> /U <%x> /CF << /StdCF << /Type /CryptFilter /CFM /AESV2 /AuthEvent /DocOpen /Length 16 >> >> /StmF /StdCF /StrF /StdCF >>",
		permissions, owner, user)
	d.trailer = fmt.Sprintf("/Encrypt %v /ID [<%x> <%x>]", dict, id, id)
	d.seal = func(r ref, data []byte) []byte { return sealed(key, r, data) }
	return nil
}

// fileKey is algorithm 2 for an empty password.
func fileKey(owner, id []byte) []byte {
	var p [4]byte
	restricted := int32(permissions)
	binary.LittleEndian.PutUint32(p[:], uint32(restricted))
	h := md5.Sum(slices.Concat(padding(), owner, p[:], id))
	for range 50 {
		h = md5.Sum(h[:])
	}
	return h[:]
}

// ownerEntry is algorithm 3.
func ownerEntry(password []byte) ([]byte, error) {
	h := md5.Sum(slices.Concat(password, padding())[:32])
	for range 50 {
		h = md5.Sum(h[:])
	}
	return scrambled(h[:], padding())
}

// userEntry is algorithm 5.
func userEntry(key, id []byte) ([]byte, error) {
	h := md5.Sum(slices.Concat(padding(), id))
	u, err := scrambled(key, h[:])
	return append(u, make([]byte, 16)...), err
}

// scrambled runs RC4 20 times, with variations of the key.
func scrambled(key, data []byte) ([]byte, error) {
	out := bytes.Clone(data)
	for i := range byte(20) {
		varied := bytes.Clone(key)
		for j := range varied {
			varied[j] ^= i
		}
		c, err := rc4.NewCipher(varied)
		if err != nil {
			return nil, fmt.Errorf("specimen: encrypting: %w", err)
		}
		c.XORKeyStream(out, out)
	}
	return out, nil
}

// sealed is algorithm 1 with AES. The initialisation vector is drawn from the
// number, so that the same letter is the same bytes.
func sealed(key []byte, r ref, data []byte) []byte {
	n := binary.LittleEndian.AppendUint32(nil, uint32(r))
	h := md5.Sum(slices.Concat(key, n[:3], []byte{0, 0}, []byte("sAlT")))
	iv := md5.Sum(n)
	pad := aes.BlockSize - len(data)%aes.BlockSize
	padded := slices.Concat(data, bytes.Repeat([]byte{byte(pad)}, pad))
	block, err := aes.NewCipher(h[:])
	if err != nil {
		return nil // a key of 16 bytes is always taken
	}
	cipher.NewCBCEncrypter(block, iv[:]).CryptBlocks(padded, padded)
	return slices.Concat(iv[:], padded)
}
