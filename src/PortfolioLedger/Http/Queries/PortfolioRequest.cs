using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>
/// Questions beside the views; they are recorded nowhere, and every role may ask.
/// </summary>
internal static class PortfolioRequest
{
    /// <summary>
    /// The newest book a request asks of, and its arguments: these and no others.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="access">Who is calling.</param>
    /// <param name="keeper">The books.</param>
    /// <param name="parameters">What the address may say.</param>
    public static async Task<(Book Head, Arguments Given)> OfAsync(
        HttpContext http, CallerAccess access, BookKeeper keeper,
        params ImmutableArray<Parameter> parameters)
    {
        await access.RequireAsync(http);
        var head = await keeper.RequireHeadAsync(http);
        return (head, http.Request.ReadArguments(parameters));
    }

    /// <summary>The newest book a request asks of, and the question that is its body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="access">Who is calling.</param>
    /// <param name="keeper">The books.</param>
    /// <param name="largest">Bytes that the body may have.</param>
    /// <param name="example">A body that is understood, as JSON.</param>
    public static async Task<(Book Head, T Question)> ReadAsync<T>(
        HttpContext http, CallerAccess access, BookKeeper keeper, int largest, string example)
        where T : class
    {
        var (head, _) = await OfAsync(http, access, keeper);
        return (head, BodyReader.Read<T>(await BodyReader.ReadAsync(http, largest), example));
    }
}
