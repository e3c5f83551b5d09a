print("ectype")
