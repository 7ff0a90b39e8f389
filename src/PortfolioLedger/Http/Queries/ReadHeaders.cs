using System.Globalization;
using System.Text;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>What a cache, an archive and a reader of the next page need to know.</summary>
internal static class ReadHeaders
{
    /// <summary>
    /// The validator of an answer: position, view version and format, and what else it depends on.
    /// </summary>
    public static string TagOf(View view, AsOfAnswer asOf, Format format, string? more)
    {
        var tag = new StringBuilder(FormattableString.Invariant(
            $"\"{asOf.Position}.{view.Version}.{format.Name}"));
        if (!asOf.IsNaturalDay)
            tag.Append('.').Append(asOf.EffectiveOn.ToString("O", CultureInfo.InvariantCulture));
        if (more is not null)
            tag.Append('.').Append(more);
        return tag.Append('"').ToString();
    }

    /// <summary>Sets the headers that answers with and without a body have.</summary>
    public static void Write(
        HttpContext context, View view, ViewQuery query, AsOfAnswer asOf, Format format, string tag)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.Vary = "Accept, Authorization";
        headers.CacheControl = view.HoldsPersonalTexts ? "no-store"
            : query.AsOf.IsPinned && asOf.IsFinal ? "private, max-age=31536000, immutable"
            : "private, no-cache";
        headers.ContentLocation = Permalink(context.Request, view, query, asOf, format);
        if (asOf.Echo.KnownAt is { } knownAt)
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

    /// <summary>
    /// The address that always has this answer. Before the first event only a time can say so.
    /// </summary>
    private static string Permalink(
        HttpRequest request, View view, ViewQuery query, AsOfAnswer asOf, Format format)
    {
        (string, string) when = asOf.Position > 0
            ? (AsOfQuestion.PositionName, asOf.Position.ToString(CultureInfo.InvariantCulture))
            : (AsOfQuestion.AsOfName, query.AsOf.AsOf ?? "0001-01-01");
        var pinned = new List<(string, string)>
        {
            when, (AsOfQuestion.EffectiveName,
                asOf.EffectiveOn.ToString("O", CultureInfo.InvariantCulture)),
        };
        pinned.AddRange(query.Arguments.Given);
        pinned.AddRange(query.Selection);
        if (query.Items.Limit is { } limit)
            pinned.Add((ItemQuery.LimitName, limit.ToString(CultureInfo.InvariantCulture)));
        if (query.CursorText is { } cursor)
            pinned.Add((Cursor.Name, cursor));
        // Of whatever release the answer is asked for again, it is in the version of this one.
        pinned.Add((ViewQuery.VersionName, view.Version.ToString(CultureInfo.InvariantCulture)));
        if (query.FormatName is not null || format != Format.Json)
            pinned.Add((Format.ParameterName, format.Name));
        return Address(request, pinned);
    }

    /// <summary>The address of this request with another query.</summary>
    public static string Address(HttpRequest request,
        IEnumerable<(string Name, string Text)> query) =>
        $"{request.PathBase}{request.Path}?" + string.Join('&', query.Select(
            q => $"{q.Name}={Uri.EscapeDataString(q.Text)}"));
}
