using Wolverine;
using Wolverine.Postgresql;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace PortfolioLedger.Messaging;

/// <summary>
/// Messages of one kind, kept in the database until somebody has worked them off.
/// </summary>
/// <param name="Name">Of the queue.</param>
/// <param name="MaxConcurrent">So many are worked off at once on a node.</param>
public abstract record MessageQueue(string Name, int MaxConcurrent)
{
    /// <summary>Adds the queue and what works it off.</summary>
    internal abstract void AddTo(WolverineOptions options, TimeSpan poll);
}

/// <summary>Messages of a type, worked off by a service.</summary>
internal sealed record MessageQueue<TMessage, TWork>(
    string Name,
    int MaxConcurrent,
    Func<TWork, TMessage, IMessageBus, CancellationToken, Task> Work
) : MessageQueue(Name, MaxConcurrent)
    where TWork : notnull
{
    internal override void AddTo(WolverineOptions options, TimeSpan poll)
    {
        options.AddMessageHandler(new Handler(Work));
        options.PublishMessage<TMessage>().ToPostgresqlQueue(Name);
        options
            .ListenToPostgresqlQueue(Name)
            .PollingInterval(poll)
            .MaximumParallelMessages(MaxConcurrent);
    }

    /// <summary>A handler that needs no generated code.</summary>
    private sealed class Handler(
        Func<TWork, TMessage, IMessageBus, CancellationToken, Task> work) : MessageHandler<TMessage>
    {
        protected override Task HandleAsync(
            TMessage message,
            MessageContext context,
            CancellationToken cancellation
        ) =>
            work(
                context.Runtime.Services.GetRequiredService<TWork>(),
                message,
                context,
                cancellation
            );
    }
}
