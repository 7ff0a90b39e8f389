using System.Text;
using CsCheck;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>
/// Notes, keys, proofs, requests and addresses: what is written is read again, and what nobody
/// wrote is refused with words, whatever it is.
/// </summary>
public sealed class LogTextTests
{
    private const string Origin = "ledger.example.org/capital/1";

    private static readonly SigningKey Log =
        new(Origin, SignatureKind.Ed25519, [.. Enumerable.Repeat((byte)1, 32)]);

    private static readonly SigningKey Witness =
        new("witness.example.org", SignatureKind.Cosignature, [.. Enumerable.Repeat((byte)2, 32)]);

    private static readonly Gen<MerkleHash> Hash =
        Gen.Byte.Array[32].Select(bytes => MerkleHash.Read(bytes));

    private static readonly Gen<Checkpoint> Checkpoints =
        Gen.Select(Gen.Long[0, long.MaxValue], Hash,
            (size, root) => new Checkpoint(Origin, size, root));

    [Fact]
    public void A_signed_checkpoint_is_read_as_it_was_written() =>
        Checkpoints.Sample(checkpoint =>
        {
            var note = SignedNote.Sign(checkpoint.Text, Log);
            note = note with
            {
                Signatures = note.Signatures.Add(
                    Cosignature.Sign(note.Text, Witness, DateTimeOffset.UnixEpoch)),
            };
            var read = SignedNote.Parse(note.ToBytes());

            Assert.Equal(note.ToString(), read.ToString());
            Assert.Equal(checkpoint, Checkpoint.Verified(read, Log.Verifier));
            Assert.Equal(
                DateTimeOffset.UnixEpoch, Cosignature.Of(read, Witness.Verifier)?.At);
        }, iter: 200);

    [Fact]
    public void A_proof_and_a_request_are_read_as_they_were_written() =>
        Gen.Select(Checkpoints, Hash.Array[0, 63], Gen.Long[0, long.MaxValue]).Sample(
            (checkpoint, hashes, number) =>
            {
                var note = SignedNote.Sign(checkpoint.Text, Log);
                var proof = $"{new LogProof(number, [.. hashes], note)}";
                var request = $"{new WitnessRequest(number, [.. hashes], note)}";

                Assert.Equal(proof, $"{LogProof.Parse(Encoding.UTF8.GetBytes(proof))}");
                Assert.Equal(request, $"{WitnessRequest.Parse(Encoding.UTF8.GetBytes(request))}");
            }, iter: 200);

    [Fact]
    public void Keys_are_read_as_they_were_written() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Bool).Sample((seed, isLog) =>
        {
            using var key = new SigningKey(
                "a.example/b", isLog ? SignatureKind.Ed25519 : SignatureKind.Cosignature, seed);
            using var read = SigningKey.Parse(key.ToText());

            Assert.Equal(key.ToText(), read.ToText());
            Assert.Equal(key.Verifier, VerifierKey.Parse(key.Verifier.ToString()));
            Assert.Equal(key.Verifier.Id, key.Named("a.example/b").Verifier.Id);
        }, iter: 200);

    /// <summary>What is changed is read, or refused by a FormatException.</summary>
    [Fact]
    public void A_malformed_text_is_refused_with_words_and_nothing_else()
    {
        var note = SignedNote.Sign(new Checkpoint(Origin, 5, MerkleHash.OfNothing).Text, Log);
        var leaf = Leaf.Bytes(new("capital", 1, 7, Guid.Empty, "portfolio-opened", 1,
            DateTimeOffset.UnixEpoch, null, new(2026, 1, 1), "a", "approver", null, null, null,
            null), "{\"a\":[1,\"x\"],\"b\":{}}"u8);
        (byte[] Text, Action<byte[]> Read)[] all =
        [
            (note.ToBytes(), b => Checkpoint.Verified(SignedNote.Parse(b), Log.Verifier)),
            (Bytes(new LogProof(3, [MerkleHash.OfNothing], note)), b => LogProof.Parse(b)),
            (Bytes(new WitnessRequest(3, [MerkleHash.OfNothing], note)),
                b => Checkpoint.Parse(WitnessRequest.Parse(b).Note.Text)),
            (Bytes(Log.Verifier), b => VerifierKey.Parse(Encoding.UTF8.GetString(b))),
            (Encoding.UTF8.GetBytes(Log.ToText()),
                b => SigningKey.Parse(Encoding.UTF8.GetString(b)).Dispose()),
            (Encoding.UTF8.GetBytes(Origin), b => LogOrigin.Parse(Encoding.UTF8.GetString(b))),
            (leaf, b => ReadLeaf.Parse(b).Fault(b, [])),
            (new BundleManifest(1, "capital", Origin, 1, 2, null, new(2, $"{MerkleHash.OfNothing}"),
                "key", [new("a", 1, "b")], [new("ranking", 1, 2, new(2026, 1, 1), "d")]).ToBytes(),
                b => BundleManifest.Parse(b)),
        ];
        Gen.Select(Gen.Int[0, all.Length - 1], Gen.Int, Gen.Int, Gen.Byte).Sample(
            (which, kind, at, value) =>
            {
                var (text, read) = all[which];
                var changed = Mutated(text, kind & 3, at & int.MaxValue, value);
                var fault = Fault(() => read(changed));
                Assert.True(fault is null or FormatException,
                    $"{fault?.GetType()} for {Encoding.Latin1.GetString(changed)}");
            }, iter: 50_000);
    }

    [Fact]
    public void A_tile_has_one_address() =>
        Gen.Select(Gen.Int[-1, 6], Gen.Long[0, 1L << 40], Gen.Int[1, 256]).Sample(
            (level, number, width) =>
            {
                var tile = new Tile(level < 0 ? null : level, number, width);
                Assert.True(Tile.TryParse(tile.Path["tile/".Length..], out var read));
                Assert.Equal(tile, read);
            }, iter: 5000);

    [Theory]
    [InlineData("0/1")]
    [InlineData("0/01")]
    [InlineData("0/0001")]
    [InlineData("0/x000/001")]
    [InlineData("0/001/234")]
    [InlineData("0/x001/x234")]
    [InlineData("00/001")]
    [InlineData("+1/001")]
    [InlineData("64/001")]
    [InlineData("-1/001")]
    [InlineData("Entries/001")]
    [InlineData("0/001.p/0")]
    [InlineData("0/001.p/256")]
    [InlineData("0/001.p/01")]
    [InlineData("0/001.p/")]
    [InlineData("0/001.p/5.p/5")]
    [InlineData("0/001/")]
    [InlineData("0/")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("0/ 01")]
    [InlineData("0/٠٠١")]
    [InlineData("0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Another_address_of_a_tile_is_none(string path) =>
        Assert.False(Tile.TryParse(path, out _));

    [Fact]
    public void Changed_addresses_are_none_or_that_of_another_tile() =>
        Gen.Select(Gen.Long[0, 1L << 30], Gen.Int[1, 256], Gen.Int, Gen.Int, Gen.Byte).Sample(
            (number, width, kind, at, value) =>
            {
                var path = new Tile(0, number, width).Path["tile/".Length..];
                var changed = Encoding.Latin1.GetString(Mutated(
                    Encoding.ASCII.GetBytes(path), kind & 3, at & int.MaxValue, value));
                if (Tile.TryParse(changed, out var read))
                    Assert.Equal($"tile/{changed}", read.Path);
            }, iter: 20_000);

    private static Exception? Fault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static byte[] Bytes(object text) => Encoding.UTF8.GetBytes($"{text}");

    private static byte[] Mutated(byte[] text, int kind, int at, byte value)
    {
        var place = at % text.Length;
        return kind switch
        {
            0 => [.. text[..place], value, .. text[(place + 1)..]],
            1 => [.. text[..place], .. text[(place + 1)..]],
            2 => [.. text[..place], value, .. text[place..]],
            _ => text[..place],
        };
    }
}
