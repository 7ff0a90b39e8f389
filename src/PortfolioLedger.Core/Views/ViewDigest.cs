using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// The fingerprint of a whole view, <c>alignment/1:sha256:&lt;hex&gt;</c>: SHA-256 over the RFC
/// 8785 form of its fields with the portfolio and the as-of they belong to. The same question has
/// the same digest tomorrow, on another node and in the verifier.
/// </summary>
public static class ViewDigest
{
    private static readonly JsonWriterOptions Writing =
        new() { Encoder = CanonicalEncoder.Instance, SkipValidation = true };

    /// <summary>
    /// The digest of a view computed from a book, by the name and version it declares.
    /// </summary>
    public static string Of<T>(T view, Book book) where T : IView =>
        Of(T.ViewName, T.ViewVersion, view, book);

    /// <summary>The digest of a view whose record has several names or earlier versions.</summary>
    public static string Of<T>(string name, int version, T view, Book book)
    {
        using var hashed = new HashedBytes();
        using (var writer = new Utf8JsonWriter(hashed, Writing))
            Write(writer, view, book);
        return $"{name}/{version}:sha256:{hashed.Hex()}";
    }

    /// <summary>
    /// The version named in a digest, <c>alignment/1:sha256:…</c>; null when it names none.
    /// </summary>
    public static int? VersionOf(string digest)
    {
        var name = digest.AsSpan(0, Math.Max(0, digest.IndexOf(':')));
        return int.TryParse(name[(name.LastIndexOf('/') + 1)..], NumberStyles.None,
            CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    /// <summary>The fields in the order of their names, portfolio and as-of among them.</summary>
    private static void Write<T>(Utf8JsonWriter writer, T view, Book book)
    {
        var type = CanonicalViews.Options.GetTypeInfo(typeof(T));
        SortedDictionary<string, Action> fields = new(StringComparer.Ordinal)
        {
            ["portfolio"] = () => writer.WriteString("portfolio", book.Portfolio.Value),
            ["asOf"] = () =>
            {
                writer.WritePropertyName("asOf");
                AsOfEcho.Compute(book).WriteHashed(writer);
            },
        };
        foreach (var field in type.Properties)
            fields.Add(field.Name, () =>
                ViewJson.WriteField(writer, field, view!, CanonicalViews.Options));
        writer.WriteStartObject();
        foreach (var write in fields.Values)
            write();
        writer.WriteEndObject();
    }
}

/// <summary>Which book an answer comes from.</summary>
/// <param name="Position">Of the last event in it; 0 before the first.</param>
/// <param name="KnownAt">When that event was known; null before the first.</param>
/// <param name="EffectiveOn">The business day of the book.</param>
/// <param name="Claimed">Some event up to there is imported history.</param>
public sealed record AsOfEcho(
    long Position,
    DateTimeOffset? KnownAt,
    DateOnly EffectiveOn,
    bool Claimed
)
{
    /// <summary>The echo of a book.</summary>
    public static AsOfEcho Compute(Book book) =>
        new(book.Position, book.Position == 0 ? null : book.KnownAt, book.Day, book.Claimed);

    /// <summary>Writes it without what the caller asked, in the order of the names.</summary>
    public void WriteHashed(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteClaimed(writer);
        WriteEffectiveOn(writer);
        WriteKnownAt(writer);
        WritePosition(writer);
        writer.WriteEndObject();
    }

    /// <summary>
    /// Writes it with what the caller asked, word for word, and why the answer shows nothing.
    /// </summary>
    public void Write(Utf8JsonWriter writer, string? requested, string? note = null)
    {
        writer.WriteStartObject();
        WritePosition(writer);
        WriteKnownAt(writer);
        WriteEffectiveOn(writer);
        WriteClaimed(writer);
        writer.WriteString("requested", requested);
        if (note is not null)
            writer.WriteString("note", note);
        writer.WriteEndObject();
    }

    private void WritePosition(Utf8JsonWriter writer) => writer.WriteNumber("position", Position);

    private void WriteKnownAt(Utf8JsonWriter writer) =>
        writer.WriteString("knownAt", KnownAt is { } knownAt ? ViewJson.Instant(knownAt) : null);

    private void WriteEffectiveOn(Utf8JsonWriter writer) =>
        writer.WriteString("effectiveOn", EffectiveOn.ToString("O"));

    private void WriteClaimed(Utf8JsonWriter writer) => writer.WriteBoolean("claimed", Claimed);
}

/// <summary>A view whose main part is a list that can be asked for page by page.</summary>
public interface IListView<TSelf, TItem> where TSelf : IListView<TSelf, TItem>
{
    /// <summary>All of them, in the order of the view.</summary>
    ImmutableArray<TItem> Items { get; }

    /// <summary>The same view with a part of the list.</summary>
    TSelf Page(ImmutableArray<TItem> items);
}
