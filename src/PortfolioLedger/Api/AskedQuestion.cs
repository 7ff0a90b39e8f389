using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Api;

/// <summary>A question that is sent as a body and recorded nowhere.</summary>
internal static class AskedQuestion
{
    /// <summary>
    /// The question of a request, and the newest book it is asked of. Every role may read, and this
    /// is reading.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="access">Who is calling.</param>
    /// <param name="keeper">The books.</param>
    /// <param name="largest">Bytes that the body may have.</param>
    public static async Task<(Book Head, T Question)> ReadAsync<T>(
        HttpContext http, CallerAccess access, BookKeeper keeper, int largest) where T : class
    {
        await access.RequireAsync(http);
        var head = await keeper.RequireHeadAsync(http);
        Arguments.Read(http.Request.Query, []);
        return (head, BodyReader.Read<T>(await BodyReader.ReadAsync(http, largest)));
    }
}
