using PortfolioLedger.Core.Books;
using Wolverine;

namespace PortfolioLedger.Messaging;

/// <summary>Gives rise to messages from what a journal says, and from the clock.</summary>
internal interface IJournalFollower
{
    /// <summary>
    /// Hands over what the book of a portfolio, at its newest position, gives rise to.
    /// </summary>
    Task FollowAsync(Book book, IMessageBus bus, CancellationToken cancel);

    /// <summary>Hands over again what was due and got lost.</summary>
    Task ResumeAsync(IMessageBus bus, CancellationToken cancel);
}
