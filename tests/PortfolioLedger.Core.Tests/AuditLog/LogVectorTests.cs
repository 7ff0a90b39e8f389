using System.Buffers;
using System.Text;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>
/// A whole published log of fifteen entries: from the same entries and the published test key come
/// the same checkpoints, tiles and bundles, byte for byte.
/// </summary>
public sealed class LogVectorTests
{
    private const string Secret =
        "PRIVATE+KEY+example.com/log/testdata+33d7b496+"
        + "AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";

    private const string Public =
        "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    private static readonly string[] Entries = (
        "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
        ).Split(' ');

    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 15)];

    [Theory]
    [InlineData(0)]
    [MemberData(nameof(Sizes))]
    public void The_published_entries_and_key_give_the_published_checkpoint(int size)
    {
        var folder = Vectors.Folder("tlog");
        var published = File.ReadAllBytes(Path.Combine(folder, $"checkpoint.{size}"));
        using var key = SigningKey.Parse(Secret);

        var checkpoint = new Checkpoint("example.com/log/testdata", size, TreeOf(size).Root);
        var note = SignedNote.Sign(checkpoint.Text, key);

        Assert.Equal(Encoding.UTF8.GetString(published), note.ToString());
        Assert.Equal(checkpoint,
            Checkpoint.Verified(SignedNote.Parse(published), VerifierKey.Parse(Public)));
        Assert.Equal(Public, key.Verifier.ToString());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_published_entries_give_the_published_tile_and_bundle(int size)
    {
        var folder = Vectors.Folder("tlog");
        var bundle = new ArrayBufferWriter<byte>();
        foreach (var entry in Entries.Take(size))
            EntryBundle.Write(bundle, Encoding.UTF8.GetBytes(entry));
        var tile = Tile.In(size, 0, 0)!.Value;

        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, tile.Path)),
            Tile.Bytes(TreeOf(size).Edge(0)));
        var published = File.ReadAllBytes(
            Path.Combine(folder, (tile with { Level = null }).Path));
        Assert.Equal(published, bundle.WrittenSpan.ToArray());
        Assert.Equal(Entries.Take(size),
            EntryBundle.Read(published).Select(e => Encoding.UTF8.GetString(e.Span)));
    }

    [Fact]
    public void All_published_files_are_tested()
    {
        var files = Directory.GetFiles(Vectors.Folder("tlog"), "*", SearchOption.AllDirectories);

        Assert.Equal(1 + 16 + 15 + 15, files.Length);
    }

    [Fact]
    public void The_published_example_of_a_note_verifies()
    {
        var key = VerifierKey.Parse(
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(
            "This is an example message.\n\n"
            + "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj"
            + "OBH3mFXmRKuwHjG1Yu72IneyaQM=\n"));

        Assert.NotNull(note.By(key));
        Assert.Throws<FormatException>(() => (note with { Text = "Another message.\n" }).By(key));
    }

    [Fact]
    public void The_newest_published_checkpoint_is_the_largest() =>
        Assert.Equal(15, Checkpoint.Parse(SignedNote.Parse(File.ReadAllBytes(
            Path.Combine(Vectors.Folder("tlog"), "checkpoint"))).Text).Size);

    private static TiledTree TreeOf(int size)
    {
        var tree = new TiledTree();
        foreach (var entry in Entries.Take(size))
            tree.Append(MerkleHash.OfLeaf(Encoding.UTF8.GetBytes(entry)));
        return tree;
    }
}
