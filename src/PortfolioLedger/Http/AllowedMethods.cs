using Microsoft.Net.Http.Headers;

namespace PortfolioLedger.Http;

/// <summary>The methods an address takes, beside those it is mapped with.</summary>
internal static class AllowedMethods
{
    /// <summary>
    /// What is read with GET is read with HEAD, and every address answers OPTIONS.
    /// </summary>
    public static void Complete(HttpResponse response)
    {
        var mapped = response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        response.Headers.Allow = string.Join(", ", mapped.Append(HttpMethods.Options)
            .Concat(mapped.Contains(HttpMethods.Get) ? [HttpMethods.Head] : [])
            .Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>An endpoint that is mapped for any method is read only.</summary>
    public static void ReadOnly(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
}
