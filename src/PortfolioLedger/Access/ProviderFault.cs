namespace PortfolioLedger.Access;

/// <summary>The provider, when it does not answer.</summary>
internal static class ProviderFault
{
    /// <summary>Whether it could not be asked, rather than that it refused.</summary>
    public static bool IsOutOfReach(Exception fault) => fault switch
    {
        HttpRequestException or TaskCanceledException => true,
        // What the retriever of the metadata says.
        IOException => true,
        InvalidOperationException => fault.InnerException is { } cause && IsOutOfReach(cause),
        _ => false,
    };

    /// <summary>What the caller is told then: nobody is let in on a guess.</summary>
    public static AccessDeniedException OutOfReach() => new("provider-unavailable",
        "The sign-in provider does not answer, so it cannot be told who you are and what you may "
        + "do. Try again in a moment.");
}
