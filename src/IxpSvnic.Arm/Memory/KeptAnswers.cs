using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// What the bus has answered to the instruction being executed: when it is executed again after a wait, accesses that are done take their
/// answer from here. An instruction makes at most 16 accesses on two pages.
/// </summary>
internal sealed class KeptAnswers : IStateful
{
    public const int Most = 32;

    private readonly KeptAnswer[] _answers = new KeptAnswer[Most];
    private int _count;

    public int Count => _count;

    public ref KeptAnswer this[int index] => ref _answers[index];

    /// <summary>The first answer of its kind and address that this pass has not used yet, or -1.</summary>
    public int Find(AnswerKind kind, uint address)
    {
        for (int i = 0; i < _count; i++)
        {
            ref KeptAnswer answer = ref _answers[i];
            if (answer.Address == address && answer.Kind == kind && !answer.IsUsed)
            {
                return i;
            }
        }

        return -1;
    }

    public int Add(AnswerKind kind, uint address)
    {
        ref KeptAnswer answer = ref _answers[_count];
        answer = default;
        answer.Kind = kind;
        answer.Address = address;
        return _count++;
    }

    /// <summary>The instruction starts again.</summary>
    public void Rewind()
    {
        for (int i = 0; i < _count; i++)
        {
            _answers[i].IsUsed = false;
        }
    }

    public void Clear() => _count = 0;

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        visitor.Block(_answers.AsSpan(0, _count));
    }
}
