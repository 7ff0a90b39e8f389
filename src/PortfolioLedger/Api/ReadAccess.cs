using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Api;

/// <summary>
/// Who may read; registered by Access. Without a registration no read endpoint answers. Readers
/// are viewer, contributor, approver, auditor and administrator.
/// </summary>
public interface IReadAccess
{
    /// <summary>
    /// Whether the request comes from somebody known. If not, it has written the answer (401).
    /// </summary>
    Task<bool> IsKnownAsync(HttpContext context);

    /// <summary>Whether the caller has a reader's role in the portfolio.</summary>
    bool MayRead(HttpContext context, Key portfolio);
}

/// <summary>The frame of every read endpoint: who asks, and how problems are answered.</summary>
internal static class ReadEndpoint
{
    /// <summary>Runs a read; its <see cref="ReadProblem"/> becomes the answer.</summary>
    public static async Task RunAsync(HttpContext context, Func<HttpContext, Task> read)
    {
        var access = context.RequestServices.GetRequiredService<IReadAccess>();
        if (!await access.IsKnownAsync(context))
            return;
        try
        {
            await read(context);
        }
        catch (ReadProblem problem)
        {
            await problem.WriteAsync(context);
        }
    }

    /// <summary>The portfolio in the path; whether it exists is asked by <paramref name="exists"/>.</summary>
    public static async Task<(Key Portfolio, T Found)> PortfolioAsync<T>(
        HttpContext context, Func<Key, CancellationToken, Task<T?>> exists) where T : class
    {
        var text = (string)context.Request.RouteValues["portfolio"]!;
        if (!Key.TryParse(text, out var key) || await exists(key, context.RequestAborted) is not { } found)
            throw ReadProblem.Unknown("portfolio", text);
        var access = context.RequestServices.GetRequiredService<IReadAccess>();
        if (!access.MayRead(context, key))
            throw new ReadProblem(403, "role-required",
                $"Reading the portfolio '{key}' needs one of the roles viewer, contributor, approver, "
                + "auditor or administrator.");
        return (key, found);
    }
}
