using System.Security.Cryptography;
using System.Text.Json;
using PortfolioLedger.Core.Evidence;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// The fingerprint of a whole view, <c>alignment/1:sha256:&lt;hex&gt;</c>: SHA-256 over the RFC 8785
/// form of its fields with the portfolio and the as-of they belong to. The same question has the
/// same digest tomorrow, on another node and in the verifier.
/// </summary>
public static class ViewDigest
{
    /// <summary>The digest of a view computed from a book.</summary>
    public static string Of<T>(string name, int version, T view, Book book)
    {
        using var fields = JsonSerializer.SerializeToDocument(view, ViewJson.Options);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("portfolio", book.Portfolio.Value);
            writer.WritePropertyName("asOf");
            AsOfEcho.Of(book).WriteHashed(writer);
            foreach (var field in fields.RootElement.EnumerateObject())
                field.WriteTo(writer);
            writer.WriteEndObject();
        }
        var canonical = CanonicalJson.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        return $"{name}/{version}:sha256:{Convert.ToHexStringLower(SHA256.HashData(canonical))}";
    }
}

/// <summary>Which book an answer comes from.</summary>
/// <param name="Position">Of the last event in it; 0 before the first.</param>
/// <param name="KnownAt">When that event was known; null before the first.</param>
/// <param name="EffectiveOn">The business day of the book.</param>
/// <param name="Claimed">Some event up to there is imported history.</param>
public sealed record AsOfEcho(long Position, DateTimeOffset? KnownAt, DateOnly EffectiveOn, bool Claimed)
{
    /// <summary>The echo of a book.</summary>
    public static AsOfEcho Of(Book book) =>
        new(book.Position, book.Position == 0 ? null : book.KnownAt, book.Day, book.Claimed);

    /// <summary>Writes it without what the caller asked.</summary>
    public void WriteHashed(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteFields(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes it with what the caller asked, word for word.</summary>
    public void Write(Utf8JsonWriter writer, string? requested)
    {
        writer.WriteStartObject();
        WriteFields(writer);
        writer.WriteString("requested", requested);
        writer.WriteEndObject();
    }

    private void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteNumber("position", Position);
        if (KnownAt is { } knownAt)
            writer.WriteString("knownAt", ViewJson.Instant(knownAt));
        else
            writer.WriteNull("knownAt");
        writer.WriteString("effectiveOn", EffectiveOn.ToString("O"));
        writer.WriteBoolean("claimed", Claimed);
    }
}

/// <summary>A view whose main part is a list that can be asked for page by page.</summary>
public interface IListView<TSelf, TItem> where TSelf : IListView<TSelf, TItem>
{
    /// <summary>All of them, in the order of the view.</summary>
    ImmutableArray<TItem> Items { get; }

    /// <summary>The same view with a part of the list.</summary>
    TSelf Page(ImmutableArray<TItem> items);
}
