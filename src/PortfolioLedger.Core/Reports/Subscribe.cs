namespace PortfolioLedger.Core.Reports;

/// <summary>A subscription began: its subscriber is notified of later events.</summary>
/// <param name="Filter">Which events are sent.</param>
/// <param name="Delivery">How they are sent.</param>
public sealed record SubscriptionStarted(
    Key Subscription, EventFilter Filter, EventDelivery Delivery)
    : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Subscription, Subscription)];

    public string Sentence(Book book) =>
        $"Started the subscription {Prose.Quoted(Subscription.Value)} to "
        + (Filter.DecisionsOnly is true ? "decisions" : "events")
        + (Filter.Types is { } types
            ? $" of the {(types.Length == 1 ? "kind" : "kinds")} "
                + Prose.List(types.Select(Prose.Of)) : "")
        + (Filter.Subjects is { } subjects
            ? $" about {Prose.List(subjects.Select(book.NameOf), "or")}" : "")
        + (Filter.Departments is { } departments
            ? $", recorded by {Prose.List(departments, "or")}" : "")
        + Delivery.Kind switch
        {
            DeliveryKind.Webhook => $", posted to {Delivery.Address().Host}",
            DeliveryKind.MailFile or DeliveryKind.Mail => $", as mail to {Delivery.To}",
            DeliveryKind.Feed => ", as a feed",
            _ => throw Enumeration<DeliveryKind>.Undeclared(Delivery.Kind),
        };

    public string FormerSentence(Book book) => $"Subscribed {Subscription} to "
        + (Filter.DecisionsOnly is true ? "decisions" : "events")
        + (Filter.Types is { } types ? $" of kind {string.Join(", ", types)}" : "")
        + (Filter.Subjects is { } subjects ? $" about {string.Join(", ", subjects)}" : "")
        + (Filter.Departments is { } departments ? $" by {string.Join(", ", departments)}" : "")
        + Delivery.Kind switch
        {
            DeliveryKind.Webhook => $", posted to {Delivery.Address().Host}",
            DeliveryKind.MailFile or DeliveryKind.Mail => $", as mail to {Delivery.To}",
            DeliveryKind.Feed => ", as a feed",
            _ => throw Enumeration<DeliveryKind>.Undeclared(Delivery.Kind),
        };
}

/// <summary>Has events sent that are recorded from now on.</summary>
public sealed record Subscribe(Key Key, EventDelivery Delivery, EventFilter? Filter = null)
    : ICreation,
        IChecked
{
    public DateOnly? EffectiveOn => null;

    public Subject Created => new(SubjectKind.Subscription, Key);

    public IEnumerable<FieldFault> Faults() => Delivery.Faults().Concat(Filter?.Faults() ?? []);

    public Verdict Decide(Book book, Caller caller) =>
        Verdict.Accept(new SubscriptionStarted(Key, Filter ?? new EventFilter(), Delivery));
}

/// <summary>A subscription ended.</summary>
public sealed record SubscriptionEnded(Key Subscription) : IReportFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Subscription, Subscription)];

    public string Sentence(Book book) => $"Ended the subscription {Subscription}";
}

/// <summary>Ends a subscription; what was not delivered yet is not sent any more.</summary>
public sealed record Unsubscribe(Key Subscription) : ICommand
{
    public DateOnly? EffectiveOn => null;

    public Verdict Decide(Book book, Caller caller) =>
        book.Reports.Subscriptions.GetValueOrDefault(Subscription) is not { } subscription
            ? Refusal.Unknown(SubjectKind.Subscription, Subscription)
        : subscription.HasEndedOn(book.Day)
            ? new Refusal(
                "subscription-ended",
                $"The subscription '{Subscription}' has ended already; name another one.",
                new Subject(SubjectKind.Subscription, Subscription)
            )
        : Verdict.Accept(new SubscriptionEnded(Subscription));
}
