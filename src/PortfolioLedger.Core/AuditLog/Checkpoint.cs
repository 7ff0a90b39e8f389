using System.Globalization;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// What a log says of itself: how many entries it has, and the root over them (C2SP
/// tlog-checkpoint). It is the text of a signed note.
/// </summary>
/// <param name="Origin">Which log it is.</param>
/// <param name="Size">How many entries there are.</param>
/// <param name="Root">Over all of them.</param>
public sealed record Checkpoint(string Origin, long Size, MerkleHash Root)
{
    /// <summary>Lines behind the three; ours has none.</summary>
    public ImmutableArray<string> Extensions { get; init; } = [];

    /// <summary>The text to be signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Origin}\n{Size}\n{Root}\n{string.Concat(Extensions.Select(line => line + "\n"))}");

    /// <summary>Reads the text of a note.</summary>
    /// <exception cref="FormatException">It is no checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[..^1].Any(line => line.Length == 0))
            throw new FormatException(
                "A checkpoint has three lines: the log's origin, its size and its root.");
        return new(lines[0], NoteText.Decimal(lines[1]), MerkleHash.Parse(lines[2]))
        {
            Extensions = [.. lines[3..^1]],
        };
    }

    /// <summary>Reads a note that a log signed.</summary>
    /// <param name="note">The note.</param>
    /// <param name="log">The log's key; its name is the origin.</param>
    /// <exception cref="FormatException">
    /// It is no checkpoint, of another log, or not signed by its key.
    /// </exception>
    public static Checkpoint Verified(SignedNote note, VerifierKey log)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(log);
        var checkpoint = Parse(note.Text);
        if (checkpoint.Origin != log.Name)
            throw new FormatException(
                $"The checkpoint is of '{checkpoint.Origin}'; the key is of '{log.Name}'.");
        return note.By(log) is not null
            ? checkpoint
            : throw new FormatException($"The checkpoint is not signed by {log}.");
    }

    /// <inheritdoc/>
    public bool Equals(Checkpoint? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Origin, Size, Root);
}
