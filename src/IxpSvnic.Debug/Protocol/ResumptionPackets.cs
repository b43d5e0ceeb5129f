using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Protocol;

/// <summary>c, s, C, S, vCont, D, k, vKill. Signals that the debugger wants delivered are not: there is no process to take them.</summary>
internal sealed class ResumptionPackets(IDebugTarget target, IRunControl run, Action awaitStop)
{
    private const int ProgramCounter = 15;

    public void AddTo(PacketTable packets)
    {
        packets.Add("c", rest => At(rest, single: false));
        packets.Add("s", rest => At(rest, single: true));
        packets.Add("C", rest => AfterSignal(rest, single: false));
        packets.Add("S", rest => AfterSignal(rest, single: true));
        packets.Add("vCont?", rest => rest.Length == 0 ? "vCont;c;C;s;S;t" : PacketError.Malformed);
        packets.Add("vCont;", Actions);
        packets.Add("D", Detach);
        packets.Add("k", _ => Kill(null));
        packets.Add("vKill;", rest => Hex.TryNumber(rest, out _) ? Kill("OK") : PacketError.Malformed);
    }

    private string? At(string text, bool single)
    {
        if (text.Length == 0)
        {
            return Go(single);
        }

        if (!Hex.TryNumber(text, out uint address))
        {
            return PacketError.Malformed;
        }

        if (run.IsRunning)
        {
            return PacketError.Running;
        }

        target.WriteRegister(ProgramCounter, address);
        return Go(single);
    }

    private string? AfterSignal(string text, bool single)
    {
        string[] parts = text.Split(';');
        return Hex.TryNumber(parts[0], out _) && parts.Length <= 2
            ? At(parts.Length == 2 ? parts[1] : "", single)
            : PacketError.Malformed;
    }

    // The first action that names the thread, or none in particular, is the one for it.
    private string? Actions(string text)
    {
        foreach (string action in text.Split(';'))
        {
            string[] parts = action.Split(':');
            if (parts[0].Length == 0 || parts.Length > 2)
            {
                return PacketError.Malformed;
            }

            if (parts.Length == 2 && !QueryPackets.IsOurThread(parts[1]))
            {
                continue;
            }

            switch (parts[0][0])
            {
                case 'c' or 'C':
                    return Go(single: false);
                case 's' or 'S':
                    return Go(single: true);
                case 't' when run.IsRunning:
                    awaitStop();
                    run.Interrupt();
                    return null;
                case 't':
                    return "OK";
                default:
                    return PacketError.Malformed;
            }
        }

        return PacketError.Unknown;
    }

    private string? Go(bool single)
    {
        if (run.IsRunning)
        {
            return PacketError.Running;
        }

        awaitStop();
        run.Resume(single);
        return null;
    }

    private string Detach(string rest)
    {
        if (rest.Length > 0 && (rest[0] != ';' || !Hex.TryNumber(rest.AsSpan(1), out _)))
        {
            return PacketError.Malformed;
        }

        run.Detach();
        return "OK";
    }

    private string? Kill(string? reply)
    {
        run.Kill();
        return reply;
    }
}
