# python3 office.py MODE DIR <FILES: loads each file that a line of the input
# names, accepts or rejects all tracked changes, and writes its text into DIR; or
# saves it there as a Word file.
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def url(path):
    return uno.systemPathToFileUrl(os.path.abspath(path))


mode, out = sys.argv[1:]
pipe = "kelisim%d" % os.getpid()
office = subprocess.Popen(
    ["soffice", "--headless", "--norestore", "--nologo", "-env:UserInstallation=" + url(os.path.join(out, "profile")), "--accept=pipe,name=%s;urp;" % pipe],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for attempt in range(600):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            break
        except Exception:
            time.sleep(0.1)
    make = context.ServiceManager.createInstanceWithContext
    desktop = make("com.sun.star.frame.Desktop", context)
    dispatcher = make("com.sun.star.frame.DispatchHelper", context)
    command = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges", "save": None}[mode]
    for path in sys.stdin.read().split("\n"):
        doc = desktop.loadComponentFromURL(url(path), "_blank", 0, (prop("Hidden", True),))
        if doc is None:
            sys.exit("cannot load " + path)
        if command:
            dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, ())
            doc.storeToURL(url(os.path.join(out, os.path.basename(path) + ".txt")), (prop("FilterName", "Text (encoded)"), prop("FilterOptions", "UTF8,LF")))
        else:
            doc.storeToURL(url(os.path.join(out, os.path.basename(path))), (prop("FilterName", "MS Word 2007 XML"),))
        doc.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass  # it is gone before it can answer
    office.wait(60)
finally:
    office.kill()
