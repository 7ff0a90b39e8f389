using System.Globalization;
using System.Text;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>What a cache, an archive and a reader of the next page need to know.</summary>
internal static class ReadHeaders
{
    /// <summary>
    /// The validator of an answer: position, view version and format, and what else it depends on.
    /// </summary>
    public static string TagOf(ResolvedView asked, Format format, string? more) =>
        TagOf(asked.When.Echo, asked.View, format, more);

    /// <summary>The same of an answer whose book is not at hand.</summary>
    public static string TagOf(AsOfEcho asOf, ViewDefinition view, Format format, string? more)
    {
        var tag = new StringBuilder(FormattableString.Invariant(
            $"\"{asOf.Position}.{view.Version}.{format.Name}"));
        // The day that a position has by itself is the one on which it was known.
        if (asOf.KnownAt is not { } known
            || asOf.EffectiveOn != DateOnly.FromDateTime(known.UtcDateTime))
            tag.Append('.').Append(asOf.EffectiveOn.ToString("O", CultureInfo.InvariantCulture));
        if (more is not null)
            tag.Append('.').Append(more);
        return tag.Append('"').ToString();
    }

    /// <summary>Sets the headers that answers with and without a body have.</summary>
    public static void Write(
        HttpContext context, ResolvedView asked, Format format, string tag)
    {
        Write(context, asked.When.Echo, tag, Permalink(context.Request, asked, format));
        context.Response.Headers.CacheControl = asked.View.HoldsPersonalTexts ? "no-store"
            : asked.Request.AsOf.IsPinned && asked.When.IsFinal
                ? "private, max-age=31536000, immutable"
            : NotForOthers;
    }

    /// <summary>The same of a standard answer of now whose book is not at hand.</summary>
    public static void Write(HttpContext context, AsOfEcho asOf, ViewDefinition view, string tag)
    {
        Write(context, asOf, tag, Address(context.Request,
            [.. ResolvedView.PinnedTo(asOf), VersionOf(view)]));
        context.Response.Headers.CacheControl = NotForOthers;
    }

    private const string NotForOthers = "private, no-cache";

    private static void Write(HttpContext context, AsOfEcho asOf, string tag, string permalink)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.Vary = "Accept, Authorization";
        headers.ContentLocation = permalink;
        if (asOf.KnownAt is { } knownAt)
            headers["Memento-Datetime"] = knownAt.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the caller has this very answer already.</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        foreach (var header in request.Headers.IfNoneMatch)
            foreach (var known in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
                if (known == "*" || known == tag
                    || (known.StartsWith("W/") && known.AsSpan(2).SequenceEqual(tag)))
                    return true;
        return false;
    }

    /// <summary>The address of the next page.</summary>
    public static string NextPage(HttpRequest request, string cursor) =>
        Address(request, request.Query
        .Where(q => q.Key != Cursor.Name).SelectMany(q => q.Value.Select(v => (q.Key, v!)))
        .Append((Cursor.Name, cursor)));

    /// <summary>The address that always has this answer.</summary>
    private static string Permalink(HttpRequest request, ResolvedView asked, Format format)
    {
        var pinned = asked.Pinned.ToList();
        if (asked.Request.Items.Limit is { } limit)
            pinned.Add((ItemQuery.LimitName, limit.ToString(CultureInfo.InvariantCulture)));
        if (asked.Request.Cursor is { } cursor)
            pinned.Add((Cursor.Name, cursor));
        pinned.Add(VersionOf(asked.View));
        if (asked.Request.Format is not null || format != Format.Json)
            pinned.Add((Format.ParameterName, format.Name));
        return Address(request, pinned);
    }

    /// <summary>
    /// Of whatever release the answer is asked for again, it is in the version of this one.
    /// </summary>
    private static (string Name, string Text) VersionOf(ViewDefinition view) =>
        (ViewRequestReader.VersionName, view.Version.ToString(CultureInfo.InvariantCulture));

    /// <summary>The address of this request with another query.</summary>
    public static string Address(HttpRequest request,
        IEnumerable<(string Name, string Text)> query) =>
        $"{request.PathBase}{request.Path}?" + string.Join('&', query.Select(
            q => $"{q.Name}={Uri.EscapeDataString(q.Text)}"));
}
