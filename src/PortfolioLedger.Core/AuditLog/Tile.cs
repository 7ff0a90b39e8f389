using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// A piece of a log as C2SP tlog-tiles cuts it: up to 256 hashes of one level side by side, or up
/// to 256 entries. At level 0 stand the hashes of leaves, above it the roots of whole tiles of the
/// level below.
/// </summary>
/// <param name="Level">Of hashes; null for a bundle of entries.</param>
/// <param name="Number">Which of its level, from 0.</param>
/// <param name="Width">How many it holds, 1 to 256.</param>
public readonly record struct Tile(int? Level, long Number, int Width)
{
    /// <summary>How many hashes or entries a whole tile holds.</summary>
    public const int FullWidth = 1 << Height;

    /// <summary>How many levels of the tree a tile spans.</summary>
    internal const int Height = 8;

    private const int MaxLevel = 63;
    private const string Entries = "entries";
    private const string Partial = ".p/";

    /// <summary>Whether it will never hold more.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The same tile, whole.</summary>
    public Tile Whole => this with { Width = FullWidth };

    /// <summary>
    /// Its address below the log's, like <c>tile/0/x001/234</c> or <c>tile/entries/000.p/15</c>.
    /// </summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder("tile/").Append(
                Level?.ToString(CultureInfo.InvariantCulture) ?? Entries);
            var digits = Number.ToString(CultureInfo.InvariantCulture);
            digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
            for (var at = 0; at < digits.Length; at += 3)
                path.Append(at + 3 < digits.Length ? "/x" : "/").Append(digits, at, 3);
            return (IsFull ? path : path.Append(Partial).Append(
                CultureInfo.InvariantCulture, $"{Width}")).ToString();
        }
    }

    /// <summary>
    /// The tile at this place in a tree of some size: whole, cut off by the tree's end, or null
    /// when the tree does not reach it.
    /// </summary>
    public static Tile? In(long size, int? level, long number)
    {
        var width = Hashes(size, level ?? 0) - number * FullWidth;
        return width <= 0 ? null : new(level, number, (int)Math.Min(width, FullWidth));
    }

    /// <summary>
    /// The tile that the end of a tree cuts off at a level, empty when the level ends with a whole
    /// one; null above the highest level.
    /// </summary>
    public static Tile? CutOff(long size, int level) => Hashes(size, level) is var count and > 0
        ? new(level, count / FullWidth, (int)(count % FullWidth)) : null;

    /// <summary>How many levels of tiles a tree has.</summary>
    public static int Levels(long size)
    {
        var levels = 0;
        while (Hashes(size, levels) > 0)
            levels++;
        return levels;
    }

    /// <summary>How many hashes a level has in a tree of some size.</summary>
    internal static long Hashes(long size, int level) =>
        level * Height < 64 ? size >> (level * Height) : 0;

    /// <summary>
    /// Where a subtree lies: the level and number of its tile, and which of that tile's hashes it
    /// covers.
    /// </summary>
    /// <param name="level">How many levels of the tree are below it.</param>
    /// <param name="index">Which of its level, from 0.</param>
    internal static (int Level, long Number, Range Hashes) Holding(int level, long index)
    {
        var (row, height) = (level / Height, level % Height);
        var first = (int)((index << height) % FullWidth);
        return (row, index >> (Height - height), first..(first + (1 << height)));
    }

    /// <summary>The hashes of a tile as they are stored and served: 32 bytes each.</summary>
    /// <exception cref="FormatException">A hash is cut off.</exception>
    public static MerkleHash[] Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length % MerkleHash.Size == 0
            ? MemoryMarshal.Cast<byte, MerkleHash>(bytes).ToArray()
            : throw new FormatException(
                $"A tile has {MerkleHash.Size} bytes for each hash; this one has {bytes.Length}.");

    /// <summary>Hashes as they are stored and served.</summary>
    public static byte[] Bytes(ReadOnlySpan<MerkleHash> hashes) =>
        MemoryMarshal.AsBytes(hashes).ToArray();

    /// <summary>The tile whose address this is.</summary>
    /// <param name="path">Below <c>tile/</c>, like <c>0/x001/234</c>.</param>
    /// <param name="tile">The tile.</param>
    public static bool TryParse(string path, out Tile tile)
    {
        tile = default;
        ArgumentNullException.ThrowIfNull(path);
        var width = FullWidth;
        if (path.LastIndexOf(Partial, StringComparison.Ordinal) is var cut and >= 0)
        {
            if (!TryNumber(path[(cut + Partial.Length)..], FullWidth - 1, out var partial)
                || partial == 0)
                return false;
            (path, width) = (path[..cut], (int)partial);
        }
        var parts = path.Split('/');
        int? level = null;
        if (parts[0] != Entries)
        {
            if (!TryNumber(parts[0], MaxLevel, out var read))
                return false;
            level = (int)read;
        }
        if (parts.Length < 2 || !TryDigits(parts.AsSpan(1), out var number))
            return false;
        tile = new(level, number, width);
        // One tile, one address: no longer form of the same number.
        return tile.Path.AsSpan("tile/".Length).StartsWith(path)
            && number >> (64 - 1 - Height) == 0;
    }

    private static bool TryDigits(ReadOnlySpan<string> parts, out long number)
    {
        number = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            var digits = isLast ? parts[i] : parts[i].StartsWith('x') ? parts[i][1..] : "";
            if (digits.Length != 3 || !digits.All(char.IsAsciiDigit)
                || number > (long.MaxValue - 999) / 1000)
                return false;
            number = number * 1000 + int.Parse(digits, CultureInfo.InvariantCulture);
        }
        return true;
    }

    private static bool TryNumber(string text, long most, out long number)
    {
        number = -1;
        return text.Length is > 0 and <= 19 && text.All(char.IsAsciiDigit)
            && (text.Length == 1 || text[0] != '0')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number <= most;
    }
}
