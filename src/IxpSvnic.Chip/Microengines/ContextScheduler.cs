using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// Contexts of one engine: who runs, how one gives up, and what happens behind deferred slots. Round robin over the
/// ready ones, starting behind the one that gave up last; awaited events are cleared when the context starts to run.
/// </summary>
internal sealed class ContextScheduler(Microengine engine, MicroengineState state, NoticeQueue notices)
{
    /// <summary>Cycles without a ready context, up to the last wake-up.</summary>
    public long IdleCycles { get; set; }

    /// <summary>Times a context gave up the engine.</summary>
    public long Swaps { get; set; }

    public void BranchAfterSlots(in PredecodedInstruction instruction, int target)
    {
        state.Transfer = TransferKind.Branch;
        state.SlotsLeft = instruction.Defer;
        state.TransferTarget = target;
        state.TransferLostCycles = instruction.LostCycles;
        engine.Attend();
    }

    /// <summary>ctx_arb.</summary>
    public void Arbitrate(in PredecodedInstruction instruction, int pc, long time)
    {
        MicroengineState s = state;
        if ((instruction.Flags & PredecodedFlags.KeepsWakeupMask) == PredecodedFlags.None)
        {
            s.WakeupEvents[s.Running] = instruction.Immediate;
        }

        if ((instruction.Flags & PredecodedFlags.Breakpoint) != PredecodedFlags.None)
        {
            s.CtxEnables = (s.CtxEnables & ~CtxEnablesBits.Contexts) | CtxEnablesBits.Breakpoint;
            notices.Add(new Notice
            {
                Time = time,
                Kind = NoticeKind.Breakpoint,
                Context = (byte)s.Running,
                Address = (ushort)pc,
            });
        }

        bool resumesElsewhere = (instruction.Flags & PredecodedFlags.Swaps) != PredecodedFlags.None;
        Leave(in instruction, pc, resumesElsewhere ? instruction.Target : pc + 1 + instruction.Defer);
    }

    /// <summary>A command with ctx_swap.</summary>
    public void SwapForSignal(in PredecodedInstruction instruction, int pc, long time)
    {
        state.WakeupEvents[state.Running] = SignalMask(in instruction);
        Leave(in instruction, pc, pc + 1 + instruction.Defer);
    }

    public void CompleteTransfer()
    {
        MicroengineState s = state;
        if (s.Transfer == TransferKind.Branch)
        {
            engine.Trail.Add(s.Pc - 1, s.TransferTarget, s.Now);
            s.Pc = s.TransferTarget;
        }
        else
        {
            PutAside(s.TransferTarget);
        }

        s.Transfer = TransferKind.None;
        s.Now += s.TransferLostCycles * engine.CycleTicks;
        engine.Lost += s.TransferLostCycles;
    }

    /// <summary>
    /// Finds a ready context at or after Now, round robin; false when there is none before the limit.
    /// </summary>
    public bool ChooseContext(long limit)
    {
        MicroengineState s = state;
        while (s.Now < limit)
        {
            engine.Deliveries.ApplyUpTo(s.Now);
            if (TryChoose())
            {
                return true;
            }

            if (!s.Delays.IsEmpty)
            {
                while (s.Delays.TryTakeOldest(out DelayedWrite write))
                {
                    engine.Csrs.Write(write.Csr, write.Value, write.Context, s.Now);
                }

                continue;
            }

            s.IsIdle = true;
            long next = Math.Min(engine.Deliveries.NextTime, engine.Csrs.NextFutureCount);
            if (next >= limit)
            {
                return false;
            }

            long edge = engine.CeilingToCycle(next);
            IdleCycles += (edge - s.Now) / engine.CycleTicks;
            s.Now = edge;
            s.IsIdle = false;
        }

        return false;
    }

    private bool TryChoose()
    {
        MicroengineState s = state;
        if ((s.CtxEnables & CtxEnablesBits.Contexts) == 0)
        {
            return false;
        }

        for (int i = 1; i <= MicroengineState.Contexts; i++)
        {
            int context = (s.Last + i) & 7;
            if (s.IsEnabled(context) && s.IsWoken(context))
            {
                uint awaited = s.WakeupEvents[context];
                if ((awaited & 0x1_0000) == 0)
                {
                    s.SigEvents[context] &= ~(awaited & 0xfffe);
                }

                engine.Trail.Add(s.Pc - 1, s.ContextPc[context], s.Now);
                s.Running = context;
                s.Pc = s.ContextPc[context];
                s.IsIdle = false;
                s.RefreshBases();
                return true;
            }
        }

        return false;
    }

    public bool HasReadyContext()
    {
        for (int context = 0; context < MicroengineState.Contexts; context++)
        {
            if (state.IsEnabled(context) && state.IsWoken(context))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A context gives up the engine, at once or after its slots.</summary>
    private void Leave(in PredecodedInstruction instruction, int pc, int resume)
    {
        MicroengineState s = state;
        s.TransferTarget = resume;
        if (instruction.Defer != 0)
        {
            s.Transfer = TransferKind.Swap;
            s.SlotsLeft = instruction.Defer;
            s.TransferLostCycles = instruction.LostCycles;
        }
        else
        {
            engine.Lost += instruction.LostCycles;
            PutAside(resume);
        }

        engine.Attend();
    }

    private void PutAside(int resume)
    {
        state.ContextPc[state.Running] = (ushort)(resume & 0x1fff);
        state.Last = state.Running;
        state.Running = -1;
        Swaps++;
    }

    private static uint SignalMask(in PredecodedInstruction instruction)
    {
        int signal = instruction.Parameter;
        bool pair = (instruction.Flags & PredecodedFlags.SignalPair) != PredecodedFlags.None;
        return signal == 0 ? 0 : pair ? 3u << (signal & 14) : 1u << signal;
    }
}
